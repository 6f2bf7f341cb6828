//! `GET /api/v1/forums` and `GET /api/v1/forums/{forum}`.

use axum::{
    Json,
    extract::{Path, Query, State},
    routing::get,
};
use kontor_contracts::ForumId;
use kontor_web::{Problem, Visitor, problems};
use schemars::{JsonSchema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Route, facts::ForumFacts, schema};
use crate::{
    http::{App, UNKNOWN_FORUM, not_stored},
    store::forums,
};

/// Most forums of one page.
const PAGE_MAX: u32 = 100;
/// Forums of a page where nothing is said.
const PAGE: u32 = 20;

pub(super) const LIST: Route = Route {
    method: "get",
    path: "/api/v1/forums",
    serve: || get(list),
    describe: describe_list,
};

pub(super) const SHOW: Route = Route {
    method: "get",
    path: "/api/v1/forums/{forum}",
    serve: || get(show),
    describe: describe_show,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cursor {
    after: Option<ForumId>,
    limit: Option<u32>,
}

/// A page of forums.
#[derive(Debug, Serialize, JsonSchema)]
struct ForumPage {
    /// The forums, in the order in which they were made.
    forums: Vec<ForumFacts>,
    /// Give this as `after` to get the next page; null if this was the last.
    next: Option<ForumId>,
}

async fn list(
    State(app): State<App>,
    visitor: Visitor,
    query: Result<Query<Cursor>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<ForumPage>, Problem> {
    let Ok(Query(cursor)) = query else {
        return Err(problems::INVALID_ADDRESS.into());
    };
    let limit = cursor.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(problems::INVALID_ADDRESS.into());
    }
    let found = forums::published_after(&app.database, cursor.after, limit + 1).await;
    let mut found = found.map_err(|error| not_stored(&error))?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().map(|forum| forum.id).filter(|_| more);
    let now_ms = app.clock.now_ms();
    let forums = found.into_iter().map(|forum| {
        let url = url(&visitor, &forum.draft.slug);
        ForumFacts::new(forum, now_ms, url)
    });
    Ok(Json(ForumPage {
        forums: forums.collect(),
        next,
    }))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Json<ForumFacts>, Problem> {
    let forum = app.forum(&name).await?;
    let url = url(&visitor, &forum.draft.slug);
    Ok(Json(ForumFacts::new(forum, app.clock.now_ms(), url)))
}

fn url(visitor: &Visitor, slug: &str) -> String {
    visitor.site.link(&format!("/forums/{slug}"))
}

fn describe_list(schemas: &mut SchemaGenerator) -> Value {
    json!({
        "operationId": "listForums",
        "summary": "List the published forums",
        "description": "Page by page, in the order in which they were made.",
        "parameters": [
            {
                "name": "after", "in": "query",
                "description": "The `next` of the page before.",
                "schema": schemas.subschema_for::<ForumId>(),
            },
            {
                "name": "limit", "in": "query",
                "description": "Most forums of the page.",
                "schema": { "type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": PAGE },
            },
        ],
        "responses": {
            "200": schema::json_response("A page of forums.", &schemas.subschema_for::<ForumPage>()),
            "400": schema::problem(&[problems::INVALID_ADDRESS]),
        },
    })
}

fn describe_show(schemas: &mut SchemaGenerator) -> Value {
    json!({
        "operationId": "showForum",
        "summary": "Show what everybody may know of a forum",
        "parameters": [schema::forum_parameter()],
        "responses": {
            "200": schema::json_response("The forum.", &schemas.subschema_for::<ForumFacts>()),
            "404": schema::problem(&[UNKNOWN_FORUM]),
        },
    })
}
