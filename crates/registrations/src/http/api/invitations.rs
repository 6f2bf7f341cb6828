//! `POST /api/v1/forums/{forum}/invitations` and `GET` of the same: programs of the office invite people, ask who
//! has answered, and withdraw an invitation.

use axum::{
    Json,
    extract::{Path, State},
    http::Method,
    routing::{get, post},
};
use kontor_contracts::{InvitationId, Role};
use kontor_web::{
    ApiJson, Caller, Checked, FieldError, Needs, Operation, Paged, Paging, Parameters, Problem,
    Route, Thing, problems,
};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};

use super::INVITATIONS;
use crate::{
    domain::TypedContact,
    ending_invitations::withdraw_invitation,
    http::{
        App, CANCELLED, CLOSED, INVITATION_ANSWERED, NOT_PUBLISHED, UNKNOWN_FORUM,
        UNKNOWN_INVITATION, not_stored, not_withdrawn,
    },
    invitation_list::of_contacts,
    invited_people::FoundInvitation,
    inviting::{InviteError, Invited, invite},
    store::{
        forums::{self, ForumName},
        invitations::{self, Invitation},
    },
};

const PATH: &str = "/api/v1/forums/{forum}/invitations";
const ONE: Thing = Thing {
    kind: "forum",
    parameter: "forum",
};
/// Most people of one call.
const MOST: usize = 500;

pub(super) const LIST: Route<App> = Route {
    method: Method::GET,
    path: PATH,
    needs: Needs::For(Role::Reader, ONE),
    serve: || get(list),
    describe: Some(describe_list),
};

pub(super) const INVITE: Route<App> = Route {
    method: Method::POST,
    path: PATH,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || post(send),
    describe: Some(describe_invite),
};

pub(super) const WITHDRAW: Route<App> = Route {
    method: Method::POST,
    path: "/api/v1/forums/{forum}/invitations/{id}/withdraw",
    needs: Needs::For(Role::Organiser, ONE),
    serve: || post(withdraw),
    describe: Some(describe_withdraw),
};

/// Somebody to be invited. What stands in the fields is checked row by row, as a sign-up is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct InvitedPerson {
    /// Their address.
    email: String,
    /// Their name.
    name: String,
    /// Company or institution.
    #[serde(default)]
    organisation: Option<String>,
    /// The language of their mails (RFC 5646); the forum's main language if absent.
    #[serde(default)]
    language: Option<String>,
    /// Country of the company (ISO 3166-1 alpha-2).
    #[serde(default)]
    country: Option<String>,
}

impl From<InvitedPerson> for TypedContact {
    fn from(person: InvitedPerson) -> Self {
        Self {
            name: person.name,
            email: person.email,
            language: person.language,
            organisation: person.organisation,
            country: person.country,
        }
    }
}

/// People to be invited.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct InviteOrder {
    /// Who. Each has an address and a name; a row in which something is wrong is told, and the others are
    /// invited.
    #[schemars(length(min = 1, max = 500))]
    people: Vec<InvitedPerson>,
    /// Invite nobody, only say who would be.
    #[serde(default)]
    dry_run: bool,
}

impl Checked for InviteOrder {
    fn faults(&self) -> Vec<FieldError> {
        let code = match self.people.len() {
            0 => "required",
            1..=MOST => return Vec::new(),
            _ => "too_many",
        };
        vec![FieldError::new("/people".to_owned(), code)]
    }
}

async fn send(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    ApiJson(order): ApiJson<InviteOrder>,
) -> Result<Json<Invited>, Problem> {
    let faults = order.faults();
    if !faults.is_empty() {
        return Err(problems::INVALID_FIELDS.errors(faults));
    }
    let to = (caller.actor, slug.as_str(), order.dry_run);
    let people = of_contacts(order.people.into_iter().map(TypedContact::from));
    let invited = invite(&app.database, &app.process, to, people, |_| {}).await;
    invited.map(Json).map_err(|error| match error {
        InviteError::UnknownForum => UNKNOWN_FORUM.into(),
        InviteError::NotPublished => NOT_PUBLISHED.into(),
        InviteError::Cancelled => CANCELLED.into(),
        InviteError::Closed => CLOSED.into(),
        InviteError::Store(error) => not_stored(&error),
    })
}

async fn list(
    State(app): State<App>,
    Path(slug): Path<String>,
    mut asked: Parameters,
) -> Result<Json<Paged<FoundInvitation>>, Problem> {
    let paging: Paging<InvitationId> = Paging::of(&mut asked, "invitations");
    asked.done()?;
    let forum = forums::find(&app.database, &ForumName::Slug(slug)).await;
    let forum = forum.map_err(|error| not_stored(&error))?;
    let forum = forum.ok_or_else(|| Problem::from(UNKNOWN_FORUM))?;
    let (after, rows) = (paging.after, paging.rows());
    let found = invitations::of_forum(&app.database, forum.id, after, rows).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let of = |found: &Invitation| found.id;
    Ok(Json(paging.page(found, of, FoundInvitation::from)))
}

async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<FoundInvitation>, Problem> {
    let id = id.parse().map_err(|_| Problem::from(UNKNOWN_INVITATION))?;
    let about = (slug.as_str(), id);
    let done = withdraw_invitation(&app.database, &app.process, caller.actor, about).await;
    done.map(Json).map_err(|error| not_withdrawn(&error))
}

fn name() -> Value {
    json!({
        "type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[a-z0-9-]+$",
        "examples": ["cooperation-forum"],
    })
}

fn describe_list(schemas: &mut SchemaGenerator) -> Value {
    let page = schemas.subschema_for::<Paged<FoundInvitation>>().to_value();
    let list = Operation::new(
        INVITATIONS,
        "listInvitations",
        "Who is invited, and who has answered",
        "In the order in which they were invited. Needs a token with the role `reader` for the forum.",
    );
    list.in_path("forum", "Its name in addresses.", &name())
        .paged()
        .answers(200, "A page of invitations.", &page)
        .refuses(&[UNKNOWN_FORUM])
        .build()
}

fn describe_invite(schemas: &mut SchemaGenerator) -> Value {
    let (order, answer) = (
        schemas.subschema_for::<InviteOrder>().to_value(),
        schemas.subschema_for::<Invited>().to_value(),
    );
    let invite = Operation::new(
        INVITATIONS,
        "invite",
        "Invite people to a forum",
        "Each gets a mail with a personal link that fills the form in. Inviting somebody twice changes \
         nothing and is reported as such. Needs a token with the role `organiser` for the forum.",
    );
    let example = json!({ "two": { "summary": "Two people", "value": {
        "people": [
            {
                "name": "Aïcha Konaté", "email": "aicha.konate@sahel-agro.example", "language": "fr",
                "organisation": "Sahel Agro SARL", "country": "SN",
            },
            { "name": "Jan Müller", "email": "jan@mueller-soehne.example" },
        ],
    }}});
    invite
        .in_path("forum", "Its name in addresses.", &name())
        .takes(&order, &example)
        .answers(
            200,
            "Who is invited, and which rows are not taken.",
            &answer,
        )
        .refuses(&[UNKNOWN_FORUM, NOT_PUBLISHED, CANCELLED, CLOSED])
        .codes(&["required", "too_many"])
        .build()
}

fn describe_withdraw(schemas: &mut SchemaGenerator) -> Value {
    let (id, answer) = (
        schemas.subschema_for::<InvitationId>().to_value(),
        schemas.subschema_for::<FoundInvitation>().to_value(),
    );
    let withdraw = Operation::new(
        INVITATIONS,
        "withdrawInvitation",
        "Withdraw an invitation",
        "Its link works no more, and nobody is reminded of it; no mail says so. Doing it again changes \
         nothing. Whoever has signed up is called off, not uninvited. Needs a token with the role \
         `organiser` for the forum.",
    );
    withdraw
        .in_path("forum", "Its name in addresses.", &name())
        .in_path("id", "The invitation, as the list gives it.", &id)
        .answers(200, "The invitation as it stands now.", &answer)
        .refuses(&[UNKNOWN_FORUM, UNKNOWN_INVITATION, INVITATION_ANSWERED])
        .build()
}
