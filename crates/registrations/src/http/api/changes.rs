//! `PATCH /api/v1/forums/{forum}`: the office changes a forum, or asks what that would do and who would be
//! told.

use axum::{
    Json,
    extract::{Path, State},
    http::Method,
    routing::patch,
};
use kontor_contracts::{LocalizedText, Role};
use kontor_web::{
    ApiJson, Caller, Checked, FieldError, Needs, Operation, Problem, Route, Thing, Visitor,
    problems,
};
use schemars::{JsonSchema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error as _};
use serde_json::{Map, Value, json};

use super::FORUMS;
use crate::{
    changing::{ActError, Acted, ForumAct, act_on_forum},
    domain::{Announcement, FieldChange, ForumEdit, ForumFault, ForumFaultCode, Told},
    http::{App, CHANGED, UNKNOWN_FORUM, not_stored},
    publishing::Applied,
};

pub(super) const CHANGE: Route<App> = Route {
    method: Method::PATCH,
    path: "/api/v1/forums/{forum}",
    needs: Needs::For(
        Role::Organiser,
        Thing {
            kind: "forum",
            parameter: "forum",
        },
    ),
    serve: || patch(change),
    describe: Some(describe),
};

/// What is to be otherwise, and what is said with it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ForumOrder {
    /// What is to be otherwise.
    #[serde(deserialize_with = "object")]
    change: ForumEdit,
    /// A few words to everybody who is told, by language.
    #[serde(default)]
    note: Option<LocalizedText>,
    /// Tell nobody: a misprint.
    #[serde(default)]
    silent: bool,
    /// Change nothing, only say what would change and who would be told.
    #[serde(default)]
    dry_run: bool,
    /// The `sequence` of an answer that you go by. If somebody else has changed the forum since, nothing is
    /// changed.
    #[serde(default)]
    sequence: Option<i64>,
}

/// An object and nothing else: serde takes a list for one whose fields may all be left out.
fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    let fields = Map::<String, Value>::deserialize(deserializer)?;
    T::deserialize(Value::Object(fields)).map_err(D::Error::custom)
}

impl Checked for ForumOrder {
    fn faults(&self) -> Vec<FieldError> {
        let note = self.note.as_ref().map(|note| {
            let texts = note.iter();
            let texts = texts.map(|(language, text)| (language.clone(), text.to_owned()));
            LocalizedText::new(texts.collect())
        });
        match note {
            Some(Err(_)) => vec![FieldError::new("/note".to_owned(), "invalid_line")],
            Some(Ok(_)) | None => Vec::new(),
        }
    }
}

/// What was done, or would be.
#[derive(Debug, Serialize, JsonSchema)]
struct ForumAnswer {
    /// Rises with each change.
    sequence: i64,
    /// What is otherwise; empty if nothing is.
    changes: Vec<FieldChange>,
    /// Who is told of it by mail.
    told: Told,
    /// How many places more are taken than there are now. Nobody loses theirs.
    over_capacity: u32,
}

impl From<Acted> for ForumAnswer {
    fn from(acted: Acted) -> Self {
        let sequence = acted.sequence;
        match acted.applied {
            Applied::Changed {
                changes,
                told,
                over_capacity,
                ..
            } => Self {
                sequence,
                changes,
                told,
                over_capacity,
            },
            Applied::Created { .. } | Applied::Unchanged { .. } => Self {
                sequence,
                changes: Vec::new(),
                told: Told::default(),
                over_capacity: 0,
            },
        }
    }
}

async fn change(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(slug): Path<String>,
    ApiJson(order): ApiJson<ForumOrder>,
) -> Result<Json<ForumAnswer>, Problem> {
    let act = ForumAct {
        slug,
        edit: order.change,
        words: Announcement {
            note: order.note,
            silent: order.silent,
        },
        seen: order.sequence,
        dry: order.dry_run,
    };
    let base = visitor.site.link("");
    let acted = act_on_forum(&app.database, &app.process, caller.actor, act, &base).await;
    match acted {
        Ok(acted) => Ok(Json(acted.into())),
        Err(ActError::Unknown) => Err(UNKNOWN_FORUM.into()),
        Err(ActError::Outdated) => Err(CHANGED.into()),
        Err(ActError::Store(error)) => Err(not_stored(&error)),
        Err(ActError::Faults(faults)) => {
            let error = |fault: &ForumFault| {
                FieldError::new(format!("/change{}", fault.pointer), fault.code.as_str())
            };
            Err(problems::INVALID_FIELDS.errors(faults.iter().map(error).collect()))
        }
    }
}

fn describe(schemas: &mut SchemaGenerator) -> Value {
    let (order, answer) = (
        schemas.subschema_for::<ForumOrder>().to_value(),
        schemas.subschema_for::<ForumAnswer>().to_value(),
    );
    let change = Operation::new(
        FORUMS,
        "changeForum",
        "Change a forum",
        "Moves it, holds it elsewhere, calls it off, gives it more places. Everybody who goes by what \
         changes is told by mail, and their calendar entries follow. Needs a token with the role \
         `organiser` for the forum. Ask with `dry_run` first, and send its `sequence` with the order.",
    );
    let name = json!({
        "type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[a-z0-9-]+$",
        "examples": ["cooperation-forum"],
    });
    change
        .in_path("forum", "Its name in addresses.", &name)
        .takes(&order, &examples())
        .answers(200, "What changed, or would, and who is told.", &answer)
        .refuses(&[UNKNOWN_FORUM, CHANGED])
        .codes(&ForumFaultCode::ALL.map(ForumFaultCode::as_str))
        .build()
}

fn examples() -> Value {
    json!({
        "move": { "summary": "A week later", "value": {
            "change": { "starts": "2027-03-02T10:00:00" },
            "note": { "de": "Der Saal ist belegt.", "en": "The room is taken." },
        }},
        "online": { "summary": "From a room to online", "value": {
            "change": { "format": "online", "online_url": "https://meet.example.org/forum" },
        }},
        "cancel": { "summary": "What would happen if it were called off", "value": {
            "change": { "state": "cancelled" }, "dry_run": true,
        }},
    })
}
