//! The frame of the console and its parts, with everything that they may show and with nothing.

use axum::{
    Router,
    body::Body,
    extract::Query,
    http::{Method, Request, StatusCode},
    routing::get,
};
use kontor_contracts::Role;
use kontor_web::{
    Confirm, Needs, NoAccounts, Page, Problem, Route, RouteFacts, SiteParts, StaffPage, Table,
    Visitor, facts, mount, problems,
};
use kontor_words::{Serde, context};
use serde::Deserialize;

use crate::{
    asking::{Answer, ask},
    pages::normal,
    sample,
};

const TABLE: Table<()> = &[&[
    Route {
        method: Method::GET,
        path: "/console/desk",
        needs: Needs::Everywhere(Role::Reader),
        serve: || get(desk),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/desk/{name}",
        needs: Needs::Everywhere(Role::Reader),
        serve: || get(desk),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/broken",
        needs: Needs::Everywhere(Role::Reader),
        serve: || get(async || Problem::from(problems::NOT_FOUND)),
        describe: None,
    },
]];

fn routes() -> Vec<RouteFacts> {
    facts(TABLE)
}

const PARTS: SiteParts = SiteParts {
    routes,
    staff_pages: &[StaffPage {
        path: "/console/desk",
        and: &[],
        name: "sample-forums",
        search: Some("sample-name"),
    }],
    ..sample::PARTS
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    rows: usize,
    q: String,
}

async fn desk(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Page, Problem> {
    let full = asked.rows > 0;
    let values = context! {
        rows => ["R&D GmbH", "<b>株式会社</b>"][..asked.rows].to_vec(),
        typed => asked.q,
        begins => Serde(sample::begins()),
        more => full,
        done => full,
        confirm => confirm(asked.rows).values(),
        below => visitor.path != "/console/desk",
    };
    visitor.page("sample/desk.html", values)
}

fn confirm(rows: usize) -> Confirm {
    Confirm {
        act: "Cancel <it>".to_owned(),
        about: vec![("Who".to_owned(), "R&D GmbH".to_owned()); rows.min(1)],
        effects: vec!["It ends.".to_owned(); rows.max(1)],
        fields: vec![("scope", "a\"b".to_owned()); rows.min(1)],
        back: "/console/desk".to_owned(),
    }
}

fn office() -> Router {
    let site = kontor_web::Site::new(sample::settings(), &[&PARTS]).unwrap();
    let pages = mount(TABLE, ());
    kontor_web::staff(&site, pages.staff, &[], &NoAccounts::gate())
}

async fn open(path: &str) -> Answer {
    let request = Request::get(path)
        .header("host", "localhost")
        .header("accept", "text/html");
    ask(&office(), request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_page_shows_every_part_with_everything_and_with_nothing() {
    let full = open("/console/desk/1?rows=2&q=a%22b&lang=en").await.body;
    insta::assert_snapshot!("desk_full", normal(&full));
    let least = open("/console/desk?lang=de").await.body;
    insta::assert_snapshot!("desk_least", normal(&least));
    assert!(!least.contains("class=\"crumbs\""), "{least}");
    assert!(!least.contains("id=\"answer\""), "{least}");
}

/// The style of the console is loaded by its own pages, and by no other.
#[tokio::test]
async fn pages_for_everybody_do_not_load_the_style_of_the_console() {
    let styles = |page: &str| page.matches("rel=\"stylesheet\"").count();
    assert_eq!(styles(&open("/console/desk").await.body), 2);
    let public = crate::asking::browse("/", "de").await.body;
    assert_eq!(styles(&public), 1);
    let page = open("/console/desk").await.body;
    let links = page
        .split("href=\"")
        .filter(|rest| rest.starts_with("/assets/"));
    for link in links {
        let path = link.split('"').next().unwrap();
        assert_eq!(open(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_problem_within_the_console_keeps_its_frame() {
    let page = open("/console/broken?lang=en").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    for part in [
        "class=\"entrances\"",
        "href=\"/console?lang=en\"",
        "Page not found",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert_eq!(page.body.matches("<h1>").count(), 1);
}
