//! `/api/v1/reminders`: the same for programs of the office. Nobody is named: how many get a reminder, and how
//! many do not, by reason.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
    http::Method,
    routing::{get, post},
};
use jiff::{Timestamp, civil::DateTime};
use kontor_contracts::{ForumId, Reach, Role, reminder::Audience};
use kontor_web::{
    ApiJson, Caller, Checked, FieldError, Needs, Operation, Paged, Paging, Parameters, Problem,
    Route, Wanted,
};
use schemars::{JsonSchema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{LOOKED_AT, ONE, acts::carry_out};
use crate::{
    http::{App, FORUM, HttpState, UNKNOWN_REMINDER, not_stored},
    planned::{PlanWish, PlannedReminder, ReminderOrder, ReminderState, planned_within},
};

/// Longest name of a forum in addresses.
const SLUG_CHARS: u32 = 80;
/// What these routes are about.
const REMINDERS: &str = "Reminders";
pub(in crate::http) const TAG: (&str, &str) = (
    REMINDERS,
    "Of what people will be reminded, and the office's orders about it.",
);

pub(in crate::http) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/api/v1/reminders",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(list),
        describe: Some(describe_list),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/reminders/{forum}/{rule}",
        needs: Needs::For(Role::Organiser, ONE),
        serve: || post(act),
        describe: Some(describe_act),
    },
];

/// A rule's reminder, and what comes of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Reminder")]
struct ReminderView {
    /// The forum.
    forum: ForumId,
    /// Its name in addresses.
    slug: String,
    /// The rule.
    rule: String,
    /// Whom it reminds.
    to: Audience,
    /// How it stands.
    state: ReminderState,
    /// Why nobody gets it, in a word, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, with = "String")]
    why: Option<&'static str>,
    /// When it is due: local time in the zone of the forum. Absent where each person has their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, with = "String")]
    local: Option<DateTime>,
    /// That zone (IANA).
    zone: String,
    /// The instant at which it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, with = "String", extend("format" = "date-time"))]
    due: Option<Timestamp>,
    /// The last instant at which it is of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, with = "String", extend("format" = "date-time"))]
    not_after: Option<Timestamp>,
    /// How many were written to so far.
    wrote: i64,
    /// How many will be written to, as things stand.
    reminds: u64,
    /// Whether everybody was looked at; else there may be more.
    whole: bool,
    /// When the first of them gets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, with = "String", extend("format" = "date-time"))]
    first: Option<Timestamp>,
    /// When the last of them does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, with = "String", extend("format" = "date-time"))]
    last: Option<Timestamp>,
    /// How many get none, by the reason's code.
    skips: BTreeMap<String, u64>,
}

impl From<PlannedReminder> for ReminderView {
    fn from(planned: PlannedReminder) -> Self {
        Self {
            forum: planned.forum,
            slug: planned.slug,
            rule: planned.rule,
            to: planned.to,
            state: planned.state,
            why: planned.why,
            local: planned.local,
            zone: planned.zone,
            due: planned.due,
            not_after: planned.not_after,
            wrote: planned.wrote,
            reminds: planned.reminds,
            whole: planned.whole,
            first: planned.first,
            last: planned.last,
            skips: planned.skips,
        }
    }
}

/// What the office wants of a rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OrderBody {
    /// What to do.
    order: ReminderOrder,
}

impl Checked for OrderBody {
    fn faults(&self) -> Vec<FieldError> {
        Vec::new()
    }
}

/// In the order of names, which stay when days move.
async fn list(
    State(state): State<App>,
    caller: Caller,
    mut asked: Parameters,
) -> Result<Json<Paged<ReminderView>>, Problem> {
    let slug = |text: &str| {
        let fits = text.chars().count() <= SLUG_CHARS as usize;
        fits.then(|| text.to_owned())
    };
    let moment = |text: &str| text.parse().ok();
    let wish = PlanWish {
        forum: asked.take("forum", Wanted::Text(SLUG_CHARS), slug),
        from: asked.take("from", Wanted::Moment, moment),
        until: asked.take("until", Wanted::Moment, moment),
        looks: LOOKED_AT,
        ..PlanWish::default()
    };
    let paging: Paging<(String, String)> = Paging::of(&mut asked, "reminders");
    asked.done()?;
    let wish = PlanWish {
        after: paging.after.clone(),
        most: paging.rows() as usize,
        ..wish
    };
    let reach = caller.reach(Role::Reader, FORUM);
    let now = state.clock.now();
    let found = planned_within(&state.database, now, (&reach, &wish)).await;
    let mut found = found.map_err(|error| not_stored(&error))?;
    found.sort_by(|one, other| (&one.slug, &one.rule).cmp(&(&other.slug, &other.rule)));
    let place = |one: &PlannedReminder| (one.slug.clone(), one.rule.clone());
    Ok(Json(paging.page(found, place, ReminderView::from)))
}

async fn act(
    State(state): State<App>,
    caller: Caller,
    Path((forum, rule)): Path<(String, String)>,
    ApiJson(body): ApiJson<OrderBody>,
) -> Result<Json<ReminderView>, Problem> {
    carry_out(&state, &caller, (&forum, &rule), body.order.into()).await?;
    let found = planned_of(&state, forum, &rule).await?;
    Ok(Json(found.into()))
}

async fn planned_of(
    state: &HttpState,
    forum: String,
    rule: &str,
) -> Result<PlannedReminder, Problem> {
    let wish = PlanWish {
        forum: Some(forum),
        looks: LOOKED_AT,
        ..PlanWish::default()
    };
    let now = state.clock.now();
    let found = planned_within(&state.database, now, (&Reach::All, &wish)).await;
    let found = found.map_err(|error| not_stored(&error))?.into_iter();
    let found = { found }.find(|reminder| reminder.rule == rule);
    found.ok_or_else(|| UNKNOWN_REMINDER.into())
}

fn describe_list(schemas: &mut SchemaGenerator) -> Value {
    let page = schemas.subschema_for::<Paged<ReminderView>>().to_value();
    let moment = json!({ "type": "string", "format": "date-time" });
    let list = Operation::new(
        REMINDERS,
        "listReminders",
        "Of what people will be reminded",
        "By the names of forum and rule: those of forums that the token's scopes cover, as a \
         reader.",
    );
    list.text_in_query(
        "forum",
        "Only those of this forum, by its name in addresses. No control characters.",
        SLUG_CHARS,
    )
    .in_query(
        "from",
        "Only those that are due from then on, or for each person at a time of their own.",
        &moment,
    )
    .in_query(
        "until",
        "Only those that are due until then, or for each person at a time of their own.",
        &moment,
    )
    .codes(&["longer_than", "not_a_moment"])
    .paged()
    .answers(200, "A page of reminders.", &page)
    .build()
}

fn describe_act(schemas: &mut SchemaGenerator) -> Value {
    let (order, answer) = (
        schemas.subschema_for::<OrderBody>().to_value(),
        schemas.subschema_for::<ReminderView>().to_value(),
    );
    let name = |pattern: &str, example: &str| {
        json!({
            "type": "string", "minLength": 1, "maxLength": SLUG_CHARS, "pattern": pattern,
            "examples": [example],
        })
    };
    let act = Operation::new(
        REMINDERS,
        "orderReminder",
        "Pause a rule, let it go on, leave its next reminder out, or send it now",
        "What was sent cannot be called back. Needs a token with the role `organiser` for the forum; \
         who ordered it is in the audit.",
    );
    let example = json!({ "pause": { "summary": "Nobody is reminded by this rule until it is resumed",
        "value": { "order": "pause" } } });
    act.in_path(
        "forum",
        "Its name in addresses.",
        &name("^[a-z0-9-]+$", "cooperation-forum"),
    )
    .in_path(
        "rule",
        "The rule, as the list names it.",
        &name("^[a-z0-9-]+$", "day-before"),
    )
    .takes(&order, &example)
    .answers(200, "The reminder as it stands now.", &answer)
    .refuses(&[UNKNOWN_REMINDER])
    .build()
}
