//! `GET /api/v1/forums` and `GET /api/v1/forums/{forum}`.

use axum::{
    extract::{Path, State},
    http::Method,
    routing::get,
};
use kontor_contracts::ForumId;
use kontor_web::{Fresh, Needs, Operation, Paged, Paging, Parameters, Problem, Route, Visitor};
use schemars::SchemaGenerator;
use serde_json::Value;

use super::{FORUMS, facts::ForumFacts, forum_schema};
use crate::{
    http::{App, UNKNOWN_FORUM, not_stored},
    store::forums::{self, Forum},
};

pub(super) const LIST: Route<App> = Route {
    method: Method::GET,
    path: "/api/v1/forums",
    needs: Needs::Everybody,
    serve: || get(list),
    describe: Some(describe_list),
};

pub(super) const SHOW: Route<App> = Route {
    method: Method::GET,
    path: "/api/v1/forums/{forum}",
    needs: Needs::Everybody,
    serve: || get(show),
    describe: Some(describe_show),
};

async fn list(
    State(app): State<App>,
    visitor: Visitor,
    mut asked: Parameters,
) -> Result<Fresh<Paged<ForumFacts>>, Problem> {
    let paging: Paging<ForumId> = Paging::of(&mut asked, "forums");
    asked.done()?;
    let found = forums::published_after(&app.database, paging.after, paging.rows()).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let now_ms = app.clock.now_ms();
    let facts = |forum: Forum| {
        let url = url(&visitor, &forum.draft.slug);
        ForumFacts::new(forum, now_ms, url)
    };
    Ok(Fresh::new(paging.page(found, |forum| forum.id, facts)))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Fresh<ForumFacts>, Problem> {
    let forum = app.forum(&name).await?;
    let url = url(&visitor, &forum.draft.slug);
    Ok(Fresh::new(ForumFacts::new(forum, app.clock.now_ms(), url)))
}

fn url(visitor: &Visitor, slug: &str) -> String {
    visitor.site.link(&format!("/forums/{slug}"))
}

fn describe_list(schemas: &mut SchemaGenerator) -> Value {
    let page = schemas.subschema_for::<Paged<ForumFacts>>().to_value();
    let list = Operation::new(
        FORUMS,
        "listForums",
        "The published forums",
        "In the order in which they were made.",
    );
    list.paged()
        .keeps("A page of forums.", &page)
        .leads("showForum", "forum", "/items/0/slug")
        .leads("signUp", "forum", "/items/0/slug")
        .build()
}

fn describe_show(schemas: &mut SchemaGenerator) -> Value {
    let forum = schemas.subschema_for::<ForumFacts>().to_value();
    let show = Operation::new(
        FORUMS,
        "showForum",
        "What everybody may know of a forum",
        "Also of one that is cancelled. Where to join online is only for who takes part.",
    );
    show.in_path(
        "forum",
        "Its id, or its name in addresses.",
        &forum_schema(),
    )
    .keeps("The forum.", &forum)
    .refuses(&[UNKNOWN_FORUM])
    .build()
}
