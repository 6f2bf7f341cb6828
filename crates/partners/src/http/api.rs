//! `/api/v1/listings`: the same for programs.

use axum::{
    Json, Router,
    extract::{Path, Query, State, rejection::QueryRejection},
    routing::get,
};
use jiff::Timestamp;
use kontor_contracts::{
    Country, Language, ListingId,
    events::{Intent, WithdrawalReason},
};
use kontor_runtime::timestamp;
use kontor_web::{FieldError, Problem, problems};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{App, Desk, not_read};
use crate::{
    domain::{Domain, Keyword},
    store::{self, State as Standing, Stored},
};

/// Rows of an answer, unless asked otherwise.
const ROWS: u32 = 50;
/// Most rows of an answer.
const ROWS_MAX: u32 = 200;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/listings", get(list))
        .route("/api/v1/listings/{id}", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    q: String,
    intent: Option<String>,
    country: Option<String>,
    after: Option<String>,
    limit: Option<String>,
}

/// Listings, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ListingPage {
    items: Vec<ListingBody>,
    /// Ask with `after` set to this for what follows; null at the end.
    next: Option<String>,
}

/// An offer or a request of a partner network. Of a withdrawn one only id, source, reference and
/// `withdrawn` are left.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Listing")]
pub(crate) struct ListingBody {
    id: ListingId,
    /// The configured source it came from.
    source: String,
    /// Its name at the network.
    reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<WithdrawnBody>,
    #[serde(flatten)]
    listing: Option<ListedBody>,
}

/// When and why a listing was withdrawn.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Withdrawal")]
struct WithdrawnBody {
    #[schemars(with = "String", extend("format" = "date-time"))]
    at: Timestamp,
    reason: WithdrawalReason,
}

/// What a listing says.
#[derive(Debug, Serialize, JsonSchema)]
struct ListedBody {
    intent: Intent,
    domain: Domain,
    title: String,
    summary: Option<String>,
    /// Language of the texts, if known.
    language: Option<Language>,
    /// Where the organisation is.
    country: Option<Country>,
    /// Where partners are looked for; empty means anywhere.
    targets: Vec<Country>,
    keywords: Vec<Keyword>,
    /// Kinds of cooperation, in the network's words.
    cooperation: Vec<String>,
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    published: Option<Timestamp>,
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    expires: Option<Timestamp>,
    /// Its page at the network.
    url: Option<String>,
    /// The whole texts, where the office publishes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    texts: Option<TextsBody>,
}

/// The whole texts of a listing.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ListingTexts")]
struct TextsBody {
    description: Option<String>,
    advantages: Option<String>,
    partner_sought: Option<String>,
}

async fn list(
    State(app): State<App>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Json<ListingPage>, Problem> {
    let Query(wish) = wish.map_err(|_| problems::INVALID_ADDRESS)?;
    let (query, limit) = understand(wish)?;
    let found = store::search(&app.database, &query, app.clock.now_ms(), limit + 1).await;
    let mut found = found.map_err(|error| not_read(&error))?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| last.place.to_string());
    let items = found.into_iter().map(|stored| body(&app, stored)).collect();
    Ok(Json(ListingPage { items, next }))
}

async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<ListingBody>, Problem> {
    let stored = app.listing(&id).await?;
    Ok(Json(body(&app, stored)))
}

/// A program should hear what of its question was not understood.
fn understand(wish: Wish) -> Result<(store::Query, u32), Problem> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, reason: &str| {
        errors.push(FieldError::new(field, "wrong_value").arg("reason", reason));
    };
    let intent = wish
        .intent
        .map(|text| store::intent_of(&text).ok_or_else(|| refuse("/intent", "offer or request")));
    let country = wish.country.map(|text| {
        text.parse()
            .map_err(|_| refuse("/country", "two letters such as DE"))
    });
    let after = wish.after.map(|text| {
        text.parse()
            .map_err(|()| refuse("/after", "next of a page before"))
    });
    let limit = wish.limit.map_or(Ok(ROWS), |text| {
        let number = text.parse().ok().filter(|n| (1..=ROWS_MAX).contains(n));
        number.ok_or_else(|| refuse("/limit", "1 to 200"))
    });
    match (
        intent.transpose(),
        country.transpose(),
        after.transpose(),
        limit,
    ) {
        (Ok(intent), Ok(country), Ok(after), Ok(limit)) => Ok((
            store::Query {
                words: wish.q,
                intent,
                country,
                after,
            },
            limit,
        )),
        _ => Err(problems::INVALID_FIELDS.errors(errors)),
    }
}

fn body(desk: &Desk, stored: Stored) -> ListingBody {
    let (withdrawn, listing) = match stored.state {
        Standing::Withdrawn { at_ms, reason } => (
            Some(WithdrawnBody {
                at: timestamp(at_ms),
                reason,
            }),
            None,
        ),
        Standing::Listed(listing) => {
            let texts = desk.settings.publish_full_text.then_some(TextsBody {
                description: listing.description,
                advantages: listing.advantages,
                partner_sought: listing.partner_sought,
            });
            let body = ListedBody {
                intent: listing.intent,
                domain: listing.domain,
                title: listing.title,
                summary: listing.summary,
                language: listing.language,
                country: listing.country,
                targets: listing.targets,
                keywords: listing.keywords,
                cooperation: listing.cooperation,
                published: listing.published,
                expires: listing.expires,
                url: listing.url,
                texts,
            };
            (None, Some(body))
        }
    };
    let (id, source, reference) = (stored.id, stored.source, stored.reference);
    ListingBody {
        id,
        source,
        reference,
        withdrawn,
        listing,
    }
}

/// This worker's part of the API's description (OpenAPI 3.1): `paths` and `components`. The schema
/// `Problem` is the whole document's.
pub(crate) fn openapi() -> Value {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut schemas: SchemaGenerator = settings.into_generator();
    let page = schemas.subschema_for::<ListingPage>().to_value();
    let listing = schemas.subschema_for::<ListingBody>().to_value();
    let query = |name: &str, schema: Value, description: &str| json!({ "name": name, "in": "query", "schema": schema, "description": description });
    let parameters = [
        query(
            "q",
            json!({ "type": "string" }),
            "Words that all must occur; at most six count.",
        ),
        query(
            "intent",
            json!({ "enum": ["offer", "request"] }),
            "Only these.",
        ),
        query(
            "country",
            json!({ "type": "string" }),
            "Where the organisation is, such as DE.",
        ),
        query(
            "after",
            json!({ "type": "string" }),
            "`next` of the page before.",
        ),
        query(
            "limit",
            json!({ "type": "integer", "minimum": 1, "maximum": ROWS_MAX }),
            "Rows.",
        ),
    ];
    let id = json!({ "name": "id", "in": "path", "required": true, "description": "Its id, as the list gives it.", "schema": { "type": "string" } });
    json!({
        "paths": {
            "/api/v1/listings": { "get": {
                "operationId": "listListings",
                "summary": "Offers and requests of partner networks, newest first",
                "parameters": parameters,
                "responses": { "200": answer("A page of listings.", &page), "422": refusal() },
            }},
            "/api/v1/listings/{id}": { "get": {
                "operationId": "showListing",
                "summary": "One listing, also a withdrawn one",
                "parameters": [id],
                "responses": { "200": answer("The listing.", &listing), "404": refusal() },
            }},
        },
        "components": { "schemas": schemas.take_definitions(true) },
    })
}

fn answer(description: &str, schema: &Value) -> Value {
    json!({
        "description": description,
        "content": { "application/json": { "schema": schema } },
    })
}

fn refusal() -> Value {
    json!({
        "description": "Problem details (RFC 9457).",
        "content": {
            "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } },
        },
    })
}
