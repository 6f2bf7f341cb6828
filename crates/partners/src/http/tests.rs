//! The pages and the API as a browser and a program see them, on both engines.

mod every_page;
mod syncing;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use kontor_runtime::{Clock, Process};
use kontor_store::{
    Database,
    audit::{self, Actor},
};
use kontor_testkit::{
    FakeClock,
    networks::{
        EenStub, Stub,
        een::{profile, reference},
    },
    on_both_engines, process,
};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{Settings, SourceSettings, store};

const NOW: &str = "2026-11-20T12:00:00Z";

/// An office with one source that was pulled.
struct Office {
    stub: EenStub,
    clock: Arc<FakeClock>,
    process: Process,
    database: Database,
    public: Router,
    staff: Router,
}

impl Office {
    async fn open(database: Database, whole: bool, prepare: impl FnOnce(&EenStub)) -> Self {
        let (stub, clock) = (EenStub::start().await, FakeClock::at(NOW));
        stub.announce_clock(NOW);
        prepare(&stub);
        let mut source = SourceSettings::of("stub", stub.settings());
        source.title = "A made-up network".into();
        let settings = Settings {
            sources: vec![source],
            publish_full_text: whole,
        };
        let site = kontor_web::Site::new(kontor_web::Settings::default(), &[&crate::PARTS]);
        let (site, process) = (site.unwrap(), process(clock.clone()));
        let pages = crate::run(&process, database.clone(), settings)
            .await
            .unwrap();
        let office = Self {
            public: kontor_web::public(&site, pages.public, &kontor_web::NoAccounts::gate()),
            staff: kontor_web::staff(&site, pages.staff, &[], &kontor_web::NoAccounts::gate()),
            stub,
            clock,
            process,
            database,
        };
        office.pulled(1).await;
        office
    }

    /// Waits until so many runs have ended.
    async fn pulled(&self, runs: usize) {
        let ended = async {
            loop {
                let lines = store::runs(&self.database, "stub", 100).await.unwrap();
                if lines.iter().filter(|run| run.outcome.is_some()).count() >= runs {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), ended)
            .await
            .expect("the run ends");
    }

    /// Presses the button.
    async fn pull(&self) {
        let pressed = Request::post("/console/sources/stub/pull")
            .header(header::HOST, "127.0.0.1:8081")
            .body(Body::empty());
        let answer = self.staff.clone().oneshot(pressed.unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }

    async fn id(&self, name: &str) -> String {
        let query = store::Query {
            words: name.to_owned(),
            ..store::Query::default()
        };
        let found = store::search(&self.database, &query, self.clock.now_ms(), 1)
            .await
            .unwrap();
        found[0].id.to_string()
    }

    /// Stops the worker, so that its database can go.
    async fn close(self) {
        self.process.life.shut_down().await.unwrap();
    }
}

async fn get(router: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path)
        .header(header::HOST, "127.0.0.1:8081")
        .header(header::ACCEPT_LANGUAGE, "en");
    text(
        router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap(),
    )
    .await
}

async fn get_json(router: &Router, path: &str) -> (StatusCode, Value) {
    let (status, body) = get(router, path).await;
    (status, serde_json::from_str(&body).unwrap())
}

async fn text(response: Response<Body>) -> (StatusCode, String) {
    let (status, body) = (response.status(), response.into_body());
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

fn cards(html: &str) -> usize {
    html.matches("<li class=\"card\">").count()
}

#[tokio::test]
async fn listings_are_found_by_word_kind_and_country() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database, false, |stub| {
            stub.add(3, "2026-11-01T08:00:00Z");
            let mut request = profile("TRFR20260101001", "2026-11-01T08:00:00Z");
            request["profileType"] = json!("TR");
            request["partnerOrganisationCountry"] = json!("FR");
            request["title"] = json!("100% <b>wool</b> wanted");
            stub.put(request);
        })
        .await;
        for (query, count) in [
            ("", 4),
            ("?q=WOOL", 1),
            ("?q=wool+wanted", 1),
            ("?q=wool+copper", 0),
            ("?q=100%25", 1),
            ("?q=%25", 1),
            ("?intent=request", 1),
            ("?intent=offer&country=DE", 3),
            ("?country=FR&q=measuring", 1),
            ("?intent=nonsense&country=nonsense&after=nonsense", 4),
        ] {
            let (status, html) = get(&office.public, &format!("/listings{query}")).await;
            assert_eq!((status, cards(&html)), (StatusCode::OK, count), "{query}");
        }
        let (_, html) = get(&office.public, "/listings?q=%25").await;
        assert!(html.contains("100% &lt;b&gt;wool&lt;"), "escaped");
        assert!(html.contains("Request · France"), "{html}");
        let (_, html) = get(&office.public, "/listings?q=nothing+fits").await;
        assert!(html.contains("No listings match this search"));
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office =
            Office::open(database, false, |stub| stub.add(60, "2026-11-01T08:00:00Z")).await;
        let mut path = "/listings?intent=offer&lang=en".to_owned();
        let mut seen = Vec::new();
        loop {
            let (_, html) = get(&office.public, &path).await;
            let titles = html
                .split("Made-up offer ")
                .skip(1)
                .map(|rest| rest[..18].to_owned());
            seen.extend(titles);
            let Some((before, _)) = html.split_once("\" rel=\"next\"") else {
                break;
            };
            let (_, href) = before.rsplit_once("href=\"").unwrap();
            assert!(
                href.contains("intent=offer") && href.contains("lang=en"),
                "{href}"
            );
            path = href.replace("&amp;", "&").replace("&#x2f;", "/");
        }
        seen.sort_unstable();
        assert_eq!(seen, (1..=60).map(reference).collect::<Vec<_>>());
        // The same for programs.
        let (mut after, mut items) = (String::new(), 0);
        loop {
            let path = format!("/api/v1/listings?limit=25{after}");
            let (_, page) = get_json(&office.public, &path).await;
            items += page["items"].as_array().unwrap().len();
            let Some(next) = page["next"].as_str() else {
                break;
            };
            after = format!("&after={next}");
        }
        assert_eq!(items, 60);
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn whole_texts_are_for_staff_unless_the_office_says_otherwise() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let text = "It was founded for a test";
        let fill = |stub: &EenStub| stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        let office = Office::open(database, false, fill).await;
        let id = office.id("A1").await;
        let (status, html) = get(&office.public, &format!("/listings/{id}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("something it does not have") && !html.contains(text));
        assert!(
            html.contains("href=\"https://network.example.org/A1\""),
            "{html}"
        );
        assert!(html.contains("A made-up network"));
        let (_, api) = get_json(&office.public, &format!("/api/v1/listings/{id}")).await;
        assert_eq!(
            (api["reference"].as_str(), api.get("texts")),
            (Some("A1"), None)
        );
        let (_, html) = get(&office.staff, &format!("/console/listings/{id}")).await;
        assert!(html.contains(text));
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_office_may_publish_whole_texts() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let fill = |stub: &EenStub| stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        let office = Office::open(database, true, fill).await;
        let id = office.id("A1").await;
        let (_, html) = get(&office.public, &format!("/listings/{id}")).await;
        assert!(html.contains("It was founded for a test"));
        let (_, api) = get_json(&office.public, &format!("/api/v1/listings/{id}")).await;
        assert!(
            api["texts"]["description"]
                .as_str()
                .unwrap()
                .starts_with("It was founded")
        );
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_said_plainly() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let fill = |stub: &EenStub| stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        let office = Office::open(database, false, fill).await;
        let unknown = "lst_00000000000000000000000000000000";
        for path in [format!("/listings/{unknown}"), "/listings/odd".into()] {
            assert_eq!(
                get(&office.public, &path).await.0,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let (status, problem) = get_json(&office.public, "/api/v1/listings/odd").await;
        assert_eq!(
            (status, problem["code"].as_str()),
            (StatusCode::NOT_FOUND, Some("not_found"))
        );
        let odd = "/api/v1/listings?limit=0&intent=both&country=XX&after=1";
        let (status, problem) = get_json(&office.public, odd).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let errors = problem["errors"].as_array().unwrap();
        let names: Vec<_> = errors
            .iter()
            .map(|error| error["parameter"].as_str())
            .collect();
        let expected = ["intent", "country", "limit", "after"];
        assert_eq!(names, expected.map(Some));
        assert_eq!(
            get(&office.staff, "/console/sources/other").await.0,
            StatusCode::NOT_FOUND
        );
        // The staff's pages are not among the public ones.
        assert_eq!(
            get(&office.public, "/console/sources").await.0,
            StatusCode::NOT_FOUND
        );
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn staff_see_how_it_went_and_pull_on_demand() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database, false, |stub| {
            stub.add(3, "2026-11-01T08:00:00Z");
            stub.set(
                &reference(2),
                "profileType",
                json!("<XX>"),
                "2026-11-01T08:00:02Z",
            );
        })
        .await;
        let (status, html) = get(&office.staff, "/console/sources").await;
        assert_eq!(status, StatusCode::OK);
        let kept = "data-name=\"Listings kept\">2</td>";
        assert!(
            html.contains("A made-up network") && html.contains(kept),
            "{html}"
        );
        let (_, html) = get(&office.staff, "/console/sources/stub").await;
        assert!(
            html.contains("profileType &quot;&lt;XX&gt;&quot; is not one of BO"),
            "{html}"
        );
        // A listing goes; the button finds out before the hour is over.
        let id = office.id(&reference(1)).await;
        office.stub.limit(&reference(1), "2026-11-20T11:59:00Z");
        let post = Request::post("/console/sources/stub/pull")
            .header(header::HOST, "127.0.0.1:8081")
            .body(Body::empty())
            .unwrap();
        let response = office.staff.clone().oneshot(post).await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let target = response.headers()[header::LOCATION]
            .to_str()
            .unwrap()
            .to_owned();
        let (_, html) = get(&office.staff, &target).await;
        assert!(html.contains("will begin within a few seconds"), "{html}");
        office.pulled(2).await;
        let (status, html) = get(&office.public, &format!("/listings/{id}")).await;
        assert_eq!(status, StatusCode::GONE);
        assert!(
            html.contains("no longer available") && !html.contains("Made-up offer"),
            "{html}"
        );
        let (_, api) = get_json(&office.public, &format!("/api/v1/listings/{id}")).await;
        assert_eq!(api["withdrawn"]["reason"], "withdrawn");
        assert_eq!(api.get("title"), None);
        let post = Request::post("/console/sources/other/pull")
            .header(header::HOST, "127.0.0.1:8081")
            .body(Body::empty())
            .unwrap();
        let response = office.staff.clone().oneshot(post).await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        // Who asked for a pull is noted with it; what is refused is not.
        let noted = audit::entries(&office.database, audit::Wish::default(), 10).await;
        let noted: Vec<_> = noted
            .unwrap()
            .into_iter()
            .map(|row| (row.actor, row.subject))
            .collect();
        assert_eq!(noted, [(Actor::CommandLine, "source/stub".to_owned())]);
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_listing_past_its_date_is_not_found() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database, false, |stub| {
            let mut short = profile("A1", "2026-11-01T08:00:00Z");
            short["expirationDate"] = json!("2026-11-20T13:00:00Z");
            stub.put(short);
        })
        .await;
        assert_eq!(cards(&get(&office.public, "/listings").await.1), 1);
        office.clock.advance(jiff::SignedDuration::from_hours(1));
        assert_eq!(cards(&get(&office.public, "/listings").await.1), 0);
        office.close().await;
    })
    .await;
}
