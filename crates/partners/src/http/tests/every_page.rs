//! Every page in every language, with the least and the most that a network may tell, and in every
//! trouble of a source. Templates are strict: what a page reads must be there even when nobody told it.

use std::time::Duration;

use axum::{Router, http::StatusCode};
use kontor_contracts::Reach;
use kontor_testkit::{
    networks::{EenStub, Fault, Stub, een::profile},
    on_both_engines, wait,
};
use serde_json::{Value, json};

use super::{Office, get};
use crate::store;

/// A profile of which the network says nothing but what makes it a listing.
fn least(reference: &str) -> Value {
    json!({
        "reference": reference,
        "lastModified": "2026-11-01T08:00:00Z",
        "profileType": "TR",
        "title": "The least",
    })
}

fn fill(stub: &EenStub) {
    let mut most = profile("FR-MOST", "2026-11-01T08:00:00Z");
    most["language"] = json!("fr");
    most["advantagesAndInnovation"] = json!("It is new.");
    let mut odd = least("1-ODD");
    odd["profileType"] = json!("XX");
    for profile in [most, odd, least("1-LEAST"), least("1-GONE")] {
        stub.put(profile);
    }
}

/// Opens a page in each language and looks for something that it must say.
async fn see(router: &Router, path: &str, status: StatusCode, says: &str) {
    for language in ["de", "en", "fr"] {
        let separator = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{separator}lang={language}");
        let (found, html) = get(router, &path).await;
        assert_eq!(found, status, "{path}: {html}");
        let spoken = format!("<html lang=\"{language}\"");
        assert!(
            html.contains(&spoken) && html.contains(says),
            "{path}: {html}"
        );
    }
}

#[tokio::test]
async fn every_page_opens_with_and_without_every_optional_part() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database, true, fill).await;
        let gone = office.id("1-GONE").await;
        office.stub.limit("1-GONE", "2026-11-20T11:59:00Z");
        office.pull().await;
        office.pulled(2).await;
        let (most, least) = (office.id("FR-MOST").await, office.id("1-LEAST").await);
        let (public, staff) = (&office.public, &office.staff);
        let listing = |id: &str| format!("/listings/{id}");
        for (id, status, says) in [
            (&most, StatusCode::OK, "It is new."),
            (&least, StatusCode::OK, "The least"),
            (&gone, StatusCode::GONE, "1-GONE"),
        ] {
            see(public, &listing(id), status, says).await;
            see(
                staff,
                &format!("/console{}", listing(id)),
                StatusCode::OK,
                says,
            )
            .await;
        }
        for (router, path, says) in [
            (public, "/listings", "The least"),
            (public, "/listings?q=nothing+fits&country=FR", "<form"),
            (staff, "/console/sources", "A made-up network"),
            (staff, "/console/sources/stub", "1-ODD"),
        ] {
            see(router, path, StatusCode::OK, says).await;
        }
        office.close().await;
    })
    .await;
}

/// What staff see of a source whose run failed, of one that waits for its network, and of one that is no
/// longer configured and was never pulled.
#[tokio::test]
async fn the_pages_of_sources_open_in_every_trouble() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database, false, |stub| {
            stub.fault([Fault::Status(401, None), Fault::Status(503, None)]);
        })
        .await;
        let former = ["former".to_owned()];
        store::known_sources(&office.database, &former)
            .await
            .unwrap();
        let see = async |path, says| see(&office.staff, path, StatusCode::OK, says).await;
        see("/console/sources", "former").await;
        see("/console/sources/former", "former").await;
        see("/console/sources/stub", "refused us (401 Unauthorized)").await;
        office.pull().await;
        let waits = async || {
            let sources = store::sources(&office.database, &Reach::All).await.unwrap();
            sources.iter().any(|source| source.trouble.is_some())
        };
        assert!(wait::reached(Duration::from_secs(30), waits).await);
        see("/console/sources", "former").await;
        see("/console/sources/stub", "503 Service Unavailable").await;
        office.close().await;
    })
    .await;
}
