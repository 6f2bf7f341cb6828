//! What is asked before something is taken from somebody.

use axum::http::StatusCode;
use kontor_store::audit;

use super::{ANNA, Office, every_page::see, on_both};

const BEN: &str = "ben@example.org";

/// How much the audit says: what is only shown adds nothing to it.
async fn audited(office: &Office) -> usize {
    let wish = audit::Wish::default();
    let entries = audit::entries(office.access.database(), wish, 100).await;
    entries.unwrap().len()
}

/// Sees the page in each language, which changes nothing; then says yes, and is led on.
async fn confirm(office: &Office, cookie: &str, path: &str, about: &str, yes: &str) -> String {
    let before = audited(office).await;
    see(office, path, cookie, about).await;
    let address = path.split('?').next().unwrap();
    let page = office.get(path, cookie).await.html;
    for part in [
        format!("<form method=\"post\" action=\"{address}#answer\""),
        "class=\"danger\"".to_owned(),
        "class=\"button secondary\" href=\"/console/".to_owned(),
        "<ul class=\"effects\">".to_owned(),
    ] {
        assert!(page.contains(&part), "{part} on {path}: {page}");
    }
    assert_eq!(
        audited(office).await,
        before,
        "{path} has changed something"
    );
    let done = office.post(address, cookie, yes).await;
    assert!(audited(office).await > before, "{path} has done nothing");
    done.location.unwrap_or(done.html)
}

#[tokio::test]
async fn before_something_is_taken_from_somebody_a_page_says_what_and_from_whom() {
    on_both(|office| async move {
        let ben = office.signed_in(BEN, "organiser:forum/lunch").await;
        let form = "token_name=Import&role=reader&scope=forum/lunch";
        office.post("/console/account/tokens", &ben, form).await;
        let admin = office.signed_in(ANNA, "admin").await;
        let id = office.access.account_of(&BEN.parse().unwrap()).await;
        let person = format!("/console/people/{}", id.unwrap().id);
        let at = |act: &str| format!("{person}/{act}");

        let role = "role=organiser&scope=forum/lunch";
        let page = at(&format!("revoke?{role}"));
        assert_eq!(
            confirm(&office, &admin, &page, "forum/lunch", role).await,
            format!("{person}?done=1")
        );
        assert_eq!(
            confirm(&office, &admin, &at("end-sessions"), BEN, "").await,
            format!("{person}?done=1")
        );
        let door = office.get("/console/account", &ben).await;
        assert_eq!(door.status, StatusCode::SEE_OTHER, "ended at once");
        let link = confirm(&office, &admin, &at("reset-all"), BEN, "by=hand").await;
        assert!(link.contains("/console/link/"), "{link}");
        let page = office
            .get(&format!("{}?lang=en", at("disable")), &admin)
            .await
            .html;
        assert!(
            page.contains("One token for programs stops working"),
            "{page}"
        );
        assert_eq!(
            confirm(&office, &admin, &at("disable"), BEN, "").await,
            format!("{person}?done=1")
        );
        for unknown in ["enable", "grant", "anything", "revoke?role=owner"] {
            let page = office.get(&at(unknown), &admin).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{unknown}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_is_revoked_by_its_owner_after_a_page_that_names_it() {
    on_both(|office| async move {
        let ben = office.signed_in(BEN, "reader").await;
        let form = "token_name=Import&role=reader&scope=";
        office.post("/console/account/tokens", &ben, form).await;
        let token = office.access.tokens(None).await.unwrap().remove(0).id;
        let path = format!("/console/account/tokens/{token}/revoke");
        let other = office.signed_in(ANNA, "admin").await;
        for answer in [
            office.get(&path, &other).await,
            office.post(&path, &other, "").await,
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.html);
        }
        let to = confirm(&office, &ben, &path, "Import", "").await;
        assert_eq!(to, "/console/account?done=token");
        // Whoever has no second factor has none to remove, and no provider where there is none.
        for nothing in ["second-factor/remove", "provider/remove"] {
            let page = office
                .get(&format!("/console/account/{nothing}"), &ben)
                .await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{nothing}");
        }
    })
    .await;
}
