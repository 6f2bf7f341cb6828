//! `/api/v1/listings`: the same for programs.

use axum::{
    extract::{Path, State},
    http::Method,
    routing::get,
};
use jiff::Timestamp;
use kontor_contracts::{
    Country, Language, ListingId,
    events::{Intent, WithdrawalReason},
};
use kontor_runtime::{millis, timestamp};
use kontor_web::{
    FieldError, Fresh, Needs, Operation, Paged, Paging, Parameters, Problem, Route, Wanted,
    problems,
};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Value, json};

use super::{App, HttpState, not_read, public::WORDS_CHARS};
use crate::{
    domain::{Domain, Keyword},
    store::{self, After, LEASE_MS, State as Standing, Stored},
};

/// What these routes are about.
const TAG: &str = "Listings";
pub(crate) const TAGS: &[(&str, &str)] = &[(
    TAG,
    "What companies of partner networks offer and look for.",
)];
/// Age from which changes are told in their order. They are stamped before they are committed, so
/// that a younger one could come to light after one that was told already.
const SETTLED_MS: i64 = 60_000;
const _: () = assert!(SETTLED_MS > LEASE_MS);

pub(super) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/api/v1/listings",
        needs: Needs::Everybody,
        serve: || get(list),
        describe: Some(describe_list),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/listings/{id}",
        needs: Needs::Everybody,
        serve: || get(show),
        describe: Some(describe_show),
    },
];

/// An offer or a request of a partner network. Of a withdrawn one only `id`, `source`, `reference`,
/// `updated` and `withdrawn` are left.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Listing")]
pub(crate) struct ListingBody {
    id: ListingId,
    /// The configured source it came from.
    source: String,
    /// Its name at the network.
    reference: String,
    /// When we last saw it change; of a withdrawn one, when it went.
    #[schemars(with = "String", extend("format" = "date-time"))]
    updated: Timestamp,
    /// Set if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<WithdrawnBody>,
    #[serde(flatten)]
    listing: Option<ListedBody>,
}

/// When and why a listing was withdrawn.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Withdrawal")]
struct WithdrawnBody {
    /// When.
    #[schemars(with = "String", extend("format" = "date-time"))]
    at: Timestamp,
    /// Why.
    reason: WithdrawalReason,
}

/// What a listing says.
#[derive(Debug, Serialize, JsonSchema)]
struct ListedBody {
    /// Whether something is offered or looked for.
    intent: Intent,
    /// What kind of cooperation it is about.
    domain: Domain,
    /// Its title.
    title: String,
    /// What it is about, in short.
    summary: Option<String>,
    /// Language of the texts, if known.
    language: Option<Language>,
    /// Where the organisation is.
    country: Option<Country>,
    /// Where partners are looked for; empty means anywhere.
    targets: Vec<Country>,
    /// What it is filed under.
    keywords: Vec<Keyword>,
    /// Kinds of cooperation, in the network's words.
    cooperation: Vec<String>,
    /// When the network published it.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    published: Option<Timestamp>,
    /// Until when it counts.
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
    /// What is offered or looked for.
    description: Option<String>,
    /// What is good about it.
    advantages: Option<String>,
    /// Whom they look for.
    partner_sought: Option<String>,
}

type Listings = Fresh<Paged<ListingBody>>;

async fn list(State(app): State<App>, mut asked: Parameters) -> Result<Listings, Problem> {
    let since = asked.take("changed_since", Wanted::Moment, |text| text.parse().ok());
    match since {
        Some(since) => list_changes(&app, since, asked).await,
        None => list_newest(&app, asked).await,
    }
}

async fn list_newest(app: &HttpState, mut asked: Parameters) -> Result<Listings, Problem> {
    let words = asked.take("q", Wanted::Text(WORDS_CHARS), |text| {
        let fits = text.chars().count() <= WORDS_CHARS as usize;
        fits.then(|| text.to_owned())
    });
    let query = store::Query {
        words: words.unwrap_or_default(),
        intent: asked.take(
            "intent",
            Wanted::OneOf(&["offer", "request"]),
            store::intent_of,
        ),
        country: asked.take("country", Wanted::Country, |text| text.parse().ok()),
        after: None,
    };
    let paging = Paging::of(&mut asked, "listings");
    asked.done()?;
    let query = store::Query {
        after: paging.after,
        ..query
    };
    let found = store::search(&app.database, &query, app.clock.now_ms(), paging.rows()).await;
    let found = found.map_err(|error| not_read(&error))?;
    let page = paging.page(found, |stored| stored.after, |stored| body(app, stored));
    Ok(Fresh::new(page))
}

/// Everything, for somebody who keeps a copy. A filter would hide that a listing no longer fits it.
async fn list_changes(
    app: &HttpState,
    since: Timestamp,
    mut asked: Parameters,
) -> Result<Listings, Problem> {
    for filter in ["q", "intent", "country"] {
        if asked.take(filter, Wanted::Text(0), |_| Some(())).is_some() {
            let error = FieldError::parameter(filter, "not_together");
            asked.refuse(error.arg("other", "changed_since"));
        }
    }
    let paging = Paging::of(&mut asked, "listings by change");
    asked.done()?;
    let wanted = store::Changes {
        since_ms: millis(since),
        until_ms: app.clock.now_ms() - SETTLED_MS,
        after: paging.after,
    };
    let found = store::changes(&app.database, &wanted, paging.rows()).await;
    let found = found.map_err(|error| not_read(&error))?;
    let after = |stored: &Stored| After {
        at_ms: stored.changed_ms,
        id: stored.id.uuid(),
    };
    Ok(Fresh::new(
        paging.page(found, after, |stored| body(app, stored)),
    ))
}

async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Fresh<ListingBody>, Problem> {
    let stored = app.listing(&id).await?;
    let changed = timestamp(stored.changed_ms);
    Ok(Fresh::modified(body(&app, stored), changed))
}

fn body(state: &HttpState, stored: Stored) -> ListingBody {
    let updated = timestamp(stored.changed_ms);
    let (withdrawn, listing) = match stored.state {
        Standing::Withdrawn { at_ms, reason } => (
            Some(WithdrawnBody {
                at: timestamp(at_ms),
                reason,
            }),
            None,
        ),
        Standing::Listed(listing) => {
            let texts = state.settings.publish_full_text.then_some(TextsBody {
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
        updated,
        withdrawn,
        listing,
    }
}

fn describe_list(schemas: &mut SchemaGenerator) -> Value {
    let page = schemas.subschema_for::<Paged<ListingBody>>().to_value();
    let list = Operation::new(
        TAG,
        "listListings",
        "Offers and requests of partner networks",
        "Newest first. With `changed_since`, for those who keep a copy: everything that has changed \
            since then, in the order of its changes, withdrawn listings included (of them only `id`, \
            `source`, `reference`, `updated` and `withdrawn` are left). Ask next time with the \
            `updated` of the last one; it comes again. Changes are told when they are a minute old. \
            A listing whose `expires` has passed is gone without a change.",
    );
    list.text_in_query(
        "q",
        "Words that all must occur; at most six count. No control characters.",
        WORDS_CHARS,
    )
    .in_query(
        "intent",
        "Only these.",
        &json!({ "type": "string", "enum": ["offer", "request"] }),
    )
    .in_query(
        "country",
        "Where the organisation is, such as DE.",
        &json!({ "type": "string", "pattern": "^[A-Za-z]{2}$" }),
    )
    .in_query(
        "changed_since",
        "What has changed since this moment (RFC 3339); not together with a filter.",
        &json!({ "type": "string", "format": "date-time" }),
    )
    .codes(&[
        "longer_than",
        "not_one_of",
        "not_a_country",
        "not_a_moment",
        "not_together",
    ])
    .paged()
    .keeps("A page of listings.", &page)
    .leads("showListing", "id", "/items/0/id")
    .build()
}

fn describe_show(schemas: &mut SchemaGenerator) -> Value {
    let listing = schemas.subschema_for::<ListingBody>().to_value();
    let id = schemas.subschema_for::<ListingId>().to_value();
    let show = Operation::new(
        TAG,
        "showListing",
        "One listing, also a withdrawn one",
        "What the list says of it. Of a withdrawn one it says when and why it went.",
    );
    show.in_path("id", "Its id, as the list gives it.", &id)
        .keeps("The listing.", &listing)
        .dated()
        .refuses(&[problems::NOT_FOUND])
        .build()
}
