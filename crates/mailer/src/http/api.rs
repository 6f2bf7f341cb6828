//! The mail log as JSON: `/api/v1/mails`, for programs with a token.

use axum::{
    Json,
    extract::{Path, State},
    http::Method,
    routing::get,
};
use kontor_contracts::{ForumId, MailId, RegistrationId, Role};
use kontor_web::{Caller, Needs, Operation, Paged, Paging, Parameters, Problem, Route, Wanted};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    App, FORUM, UNKNOWN_MAIL, not_stored,
    view::{AttemptView, MailView, words},
};
use crate::{
    domain::{About, MailState},
    kinds::{self, AnyKind, WORDS},
    store::{Filter, LoggedMail, attempts_of, list_mails, slugs},
};

/// Longest search, in characters.
const SEARCH_CHARS: u32 = 200;
const SOME_FORUM: &str = "forum_01990000000070008000000000000000";
const SOME_REGISTRATION: &str = "reg_01990000000070008000000000000000";

/// What these routes are about.
const MAILS: &str = "Mails";
pub(super) const TAG: (&str, &str) = (MAILS, "What was sent to whom, and what became of it.");

pub(super) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/api/v1/mails",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(list),
        describe: Some(describe_list),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/mails/{id}",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(show),
        describe: Some(describe_show),
    },
];

/// One mail with its attempts, newest first.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MailWithAttempts")]
pub(super) struct Whole {
    #[serde(flatten)]
    mail: MailView,
    /// The attempts to send it, newest first.
    attempt_log: Vec<AttemptView>,
}

/// The log, newest first.
pub(super) async fn list(
    State(state): State<App>,
    caller: Caller,
    mut asked: Parameters,
) -> Result<Json<Paged<MailView>>, Problem> {
    let typed = asked.take("q", Wanted::Text(SEARCH_CHARS), |text| {
        let fits = text.chars().count() <= SEARCH_CHARS as usize;
        fits.then(|| text.to_owned())
    });
    let reach = caller.reach(Role::Reader, FORUM);
    let filter = Filter {
        state: asked.take("state", Wanted::OneOf(&MailState::WORDS), |text| {
            text.parse().ok()
        }),
        kind: asked.take("kind", Wanted::OneOf(WORDS), |text| {
            kinds::named(text).ok().map(AnyKind::word)
        }),
        forum: asked.take("forum", Wanted::Id(SOME_FORUM), |text| text.parse().ok()),
        about: asked.take("registration", Wanted::Id(SOME_REGISTRATION), |text| {
            text.parse().ok().map(About::registration)
        }),
        words: words(&typed.unwrap_or_default()),
        within: reach.clone(),
        before: None,
    };
    let paging: Paging<MailId> = Paging::of(&mut asked, "mails");
    asked.done()?;
    let filter = Filter {
        before: paging.after,
        ..filter
    };
    let slugs = slugs(&state.database, &reach)
        .await
        .map_err(|error| not_stored(&error))?;
    let mails = list_mails(&state.database, &filter, paging.rows() as usize).await;
    let mails = mails.map_err(|error| not_stored(&error))?;
    let view = |mail: LoggedMail| MailView::new(&mail, &slugs);
    Ok(Json(paging.page(mails, |mail| mail.id, view)))
}

pub(super) async fn show(
    State(state): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Whole>, Problem> {
    let mail = state.mail(&caller, Role::Reader, &id).await?;
    let reach = caller.reach(Role::Reader, FORUM);
    let slugs = slugs(&state.database, &reach)
        .await
        .map_err(|error| not_stored(&error))?;
    let attempts = attempts_of(&state.database, mail.id).await;
    let attempts = attempts.map_err(|error| not_stored(&error))?;
    Ok(Json(Whole {
        mail: MailView::new(&mail, &slugs),
        attempt_log: attempts.into_iter().map(AttemptView::from).collect(),
    }))
}

fn describe_list(schemas: &mut SchemaGenerator) -> Value {
    let page = schemas.subschema_for::<Paged<MailView>>().to_value();
    let forum = schemas.subschema_for::<ForumId>().to_value();
    let registration = schemas.subschema_for::<RegistrationId>().to_value();
    let list = Operation::new(
        MAILS,
        "listMails",
        "The mails, newest first",
        "Those about forums that the token's scopes cover.",
    );
    list.text_in_query(
        "q",
        "Words that all must occur in name, address or company. No control characters.",
        SEARCH_CHARS,
    )
    .in_query(
        "state",
        "Only those in this state.",
        &json!({ "type": "string", "enum": MailState::WORDS }),
    )
    .in_query(
        "kind",
        "Only those of this kind.",
        &json!({ "type": "string", "enum": WORDS }),
    )
    .in_query("forum", "Only those about this forum.", &forum)
    .in_query(
        "registration",
        "Only those about this sign-up.",
        &registration,
    )
    .codes(&["longer_than", "not_one_of", "not_an_id"])
    .paged()
    .answers(200, "A page of mails.", &page)
    .leads("showMail", "id", "/items/0/id")
    .build()
}

fn describe_show(schemas: &mut SchemaGenerator) -> Value {
    let mail = schemas.subschema_for::<Whole>().to_value();
    let id = schemas.subschema_for::<MailId>().to_value();
    let show = Operation::new(
        MAILS,
        "showMail",
        "One mail, with every attempt to send it",
        "If its forum is one that the token's scopes cover.",
    );
    show.in_path("id", "Its id, as the list gives it.", &id)
        .answers(200, "The mail.", &mail)
        .refuses(&[UNKNOWN_MAIL])
        .build()
}
