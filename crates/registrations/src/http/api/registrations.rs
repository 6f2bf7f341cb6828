//! `POST /api/v1/forums/{forum}/registrations`: the hottest route of the product.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode, Uri},
    routing::post,
};
use kontor_book::Pass;
use kontor_web::{
    ApiJson, Checked, ClientAddress, FieldError, Needs, Operation, Problem, Route, problems,
};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Value, json};

use super::{SIGN_UPS, forum_schema};
use crate::{
    domain::{Fault, FaultCode, SignUp, SignUpBody},
    http::{
        App, BY_INVITATION_ONLY, CANCELLED, CLOSED, CODE_USED_UP, FULL, HttpState, INVALID_KEY,
        KEY_REUSED, NOT_OPEN, TOO_LARGE, TOO_MANY_SIGN_UPS, UNKNOWN_CODE, UNKNOWN_FORUM,
        not_signed_up, public::find_code,
    },
    intake::{IdempotencyKey, SignUpOrder, SignedUp},
    settings::Settings,
    store::forums::ForumName,
};

pub(super) const SIGN_UP: Route<App> = Route {
    method: Method::POST,
    path: "/api/v1/forums/{forum}/registrations",
    needs: Needs::Everybody,
    serve: || post(sign_up),
    describe: Some(describe),
};

/// The header of an idempotency key (draft-ietf-httpapi-idempotency-key-header).
const KEY_HEADER: &str = "idempotency-key";
/// Longest idempotency key, in characters.
const KEY_CHARS: usize = 255;

/// What is answered to every sign-up that is in order, whether the address is new or not.
#[derive(Debug, Serialize, JsonSchema)]
struct Receipt {
    /// Always `check_mail`: a mail with a link was sent to the address, and the registration counts
    /// once the link was used.
    #[schemars(extend("const" = "check_mail"))]
    status: &'static str,
    /// Names this answer in questions to the office. It is not the registration's id.
    #[schemars(regex(pattern = r"^rcpt_[0-9a-f]{32}$"))]
    #[serde(rename = "receipt")]
    name: String,
    /// How long a place is held for the link to be used, in hours, at most. The mail says whether it is,
    /// and until when.
    hold_hours: u32,
}

impl Receipt {
    fn new(signed_up: SignedUp) -> Self {
        Self {
            status: "check_mail",
            name: format!("rcpt_{}", signed_up.receipt.simple()),
            hold_hours: signed_up.hold_hours,
        }
    }
}

async fn sign_up(
    State(app): State<App>,
    Path(forum): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    client: ClientAddress,
    ApiJson(body): ApiJson<SignUpBody>,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let key = match headers.get(KEY_HEADER) {
        None => None,
        Some(value) => Some(bind_key(value.as_bytes(), uri.path(), &body)?),
    };
    let code = body.code.clone();
    let sign_up = body
        .check()
        .map_err(|faults| problems::INVALID_FIELDS.errors(named(faults)))?;
    let admission = app.limits.admit(client, &sign_up)?;
    let pass = match code {
        Some(typed) => Some(pass(&app, &forum, &typed).await?),
        None => None,
    };
    let sign_up = asked_for(sign_up, &app.settings);
    let order = SignUpOrder {
        forum: ForumName::from(forum.as_str()),
        sign_up,
        revision: None,
        key,
        admission,
        pass,
        proved: false,
    };
    let signed_up = app.intake.sign_up(order).await;
    let signed_up = signed_up.map_err(|error| not_signed_up(&error))?;
    Ok((StatusCode::ACCEPTED, Json(Receipt::new(signed_up))))
}

/// What a code lets somebody do.
async fn pass(app: &HttpState, forum: &str, typed: &str) -> Result<Pass, Problem> {
    let forum = app.forum(forum).await?;
    let code = find_code(app, forum.id, typed).await?;
    let code = code.ok_or_else(|| Problem::from(UNKNOWN_CODE))?;
    Ok(Pass::Code(code.id))
}

/// Consents count only where the office asks for them. Their text is the one that the caller has shown.
fn asked_for(mut sign_up: SignUp, settings: &Settings) -> SignUp {
    sign_up
        .consents
        .retain(|consent| settings.ask_consent.contains(&consent.purpose));
    sign_up
}

/// Binds the key to this request. The body counts by what it says, not by its white space.
fn bind_key(key: &[u8], path: &str, body: &SignUpBody) -> Result<IdempotencyKey, Problem> {
    let visible = key.iter().all(|byte| (0x21..=0x7e).contains(byte));
    let key = std::str::from_utf8(key).unwrap_or_default();
    if key.is_empty() || key.len() > KEY_CHARS || !visible {
        return Err(INVALID_KEY.into());
    }
    let body = serde_json::to_vec(body).map_err(|_| Problem::from(problems::INTERNAL))?;
    Ok(IdempotencyKey::new(key, "POST", path, &body))
}

impl Checked for SignUpBody {
    fn faults(&self) -> Vec<FieldError> {
        self.clone().check().err().map_or_else(Vec::new, named)
    }
}

fn named(faults: Vec<Fault>) -> Vec<FieldError> {
    let faults = faults.into_iter();
    faults
        .map(|fault| FieldError::new(fault.pointer, fault.code.as_str()))
        .collect()
}

fn describe(schemas: &mut SchemaGenerator) -> Value {
    let (body, receipt) = (
        schemas.subschema_for::<SignUpBody>().to_value(),
        schemas.subschema_for::<Receipt>().to_value(),
    );
    let sign_up = Operation::new(
        SIGN_UPS,
        "signUp",
        "Sign up to a forum",
        "A mail with a link goes to the contact's address; the registration counts once the link \
            was used. The mail says whether the places are held until then. An address that is \
            already signed up gets the same answer, and a mail that says so.",
    );
    sign_up
        .in_path(
            "forum",
            "Its id, or its name in addresses.",
            &forum_schema(),
        )
        .in_header(
            "Idempotency-Key",
            "A random text of your own, such as a UUID. Send the same again to repeat a request \
                safely: for 24 hours the same request gets the same answer and is not carried out \
                twice. Another request under the same key is refused.",
            &json!({
                "type": "string", "minLength": 1, "maxLength": KEY_CHARS, "pattern": "^[!-~]+$",
            }),
        )
        .takes(&body, &examples())
        .answers(202, "Check your mail.", &receipt)
        .refuses(&[UNKNOWN_FORUM, FULL, TOO_LARGE, NOT_OPEN, CLOSED, CANCELLED])
        .refuses(&[BY_INVITATION_ONLY, UNKNOWN_CODE, CODE_USED_UP])
        .refuses(&[INVALID_KEY, KEY_REUSED, TOO_MANY_SIGN_UPS])
        .codes(&FaultCode::ALL.map(FaultCode::as_str))
        .build()
}

fn examples() -> Value {
    json!({
        "one": { "summary": "One person", "value": {
            "contact": { "name": "Aïcha Konaté", "email": "aicha.konate@sahel-agro.example", "language": "fr" },
        }},
        "delegation": { "summary": "Somebody signs three colleagues up", "value": {
            "contact": {
                "name": "Ilse von der Leyen", "email": "office@mueller-soehne.example", "language": "de",
                "organisation": "Müller-Söhne GmbH & Co. KG", "country": "DE",
            },
            "participants": [{ "name": "Jan Müller" }, { "name": "Li Wei" }, { "name": "Ольга Петрова" }],
        }},
        "names_follow": { "summary": "One person, and three whose names follow", "value": {
            "contact": { "name": "Aminata Diop", "email": "leader@ministry.example", "language": "fr" },
            "unnamed": 3,
        }},
    })
}
