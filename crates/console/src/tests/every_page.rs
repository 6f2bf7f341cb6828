//! Every page of the console in every language, with the least and the most that it may show. Templates
//! are strict: what a page reads must be there even when nobody gave it.

use axum::http::StatusCode;
use kontor_access::Purpose;

use super::{ANNA, Answer, Office, PASSWORD, on_both};

/// Opens a page in each language and looks for something that it must say.
pub(super) async fn see(office: &Office, path: &str, cookie: &str, says: &str) {
    for language in ["de", "en", "fr"] {
        let separator = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{separator}lang={language}");
        let page = office.get(&path, cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.html);
        assert_sound(&page, &path, language);
        assert!(page.html.contains(says), "{path}: {}", page.html);
    }
}

/// One heading, one place for the news at most, and the frame that belongs to it.
fn assert_sound(page: &Answer, path: &str, language: &str) {
    let html = &page.html;
    assert!(
        html.contains(&format!("<html lang=\"{language}\"")),
        "{path}"
    );
    assert_eq!(html.matches("<h1>").count(), 1, "{path}: {html}");
    assert!(html.matches("id=\"answer\"").count() <= 1, "{path}: {html}");
    let is_outside = ["/console/sign-in", "/console/link/"]
        .iter()
        .any(|outside| path.starts_with(outside));
    for part in ["class=\"entrances\"", "action=\"/console/sign-out"] {
        assert_ne!(html.contains(part), is_outside, "{part} on {path}: {html}");
    }
}

#[tokio::test]
async fn the_way_in_opens_with_and_without_every_optional_part() {
    on_both(|office| async move {
        see(&office, "/console/sign-in", "", "<span>staff</span>").await;
        let invitation = office.invite(ANNA, "admin").await;
        see(&office, &invitation, "", "Anna &lt;Muster&gt;").await;
        office.signed_in("ben@example.org", "admin").await;
        for (path, says) in [
            ("/console/sign-in", "name=\"password\""),
            ("/console/sign-in?out=1", "id=\"answer\""),
            ("/console/sign-in?set=1", "notice good"),
        ] {
            see(&office, path, "", says).await;
        }
        for language in ["de", "en", "fr"] {
            let gone = format!("/console/link/nobody?lang={language}");
            let page = office.get(&gone, "").await;
            assert_eq!(page.status, StatusCode::GONE, "{}", page.html);
            assert_sound(&page, &gone, language);
            let short = format!("{invitation}?lang={language}");
            let refused = office.post(&short, "", "password=x&again=x").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_sound(&refused, &short, language);
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_of_the_first_administrator_opens() {
    on_both(|office| async move {
        let link = office
            .access
            .first_admin_link(kontor_store::audit::Actor::CommandLine)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(link.purpose, Purpose::FirstAdmin);
        let path = format!("/console/link/{}", link.secret.reveal());
        see(&office, &path, "", "name=\"email\"").await;
    })
    .await;
}

#[tokio::test]
async fn ones_own_account_opens_with_and_without_every_optional_part() {
    on_both(|office| async move {
        let cookie = office.signed_in(ANNA, "admin").await;
        let account = "/console/account";
        see(&office, account, &cookie, "Anna &lt;Muster&gt;").await;
        for done in ["password", "session", "second-factor", "token"] {
            let path = format!("{account}?done={done}");
            see(&office, &path, &cookie, "id=\"answer\"").await;
        }
        let form = "token_name=Import&role=reader&scope=forum/lunch";
        let once = office
            .post("/console/account/tokens?lang=fr", &cookie, form)
            .await;
        assert_sound(&once, "the token", "fr");
        let proved = format!("password={PASSWORD}").replace(' ', "+");
        see(
            &office,
            "/console/second-factor",
            &cookie,
            "name=\"password\"",
        )
        .await;
        office
            .post("/console/second-factor/begin", &cookie, &proved)
            .await;
        see(&office, "/console/second-factor", &cookie, "name=\"code\"").await;
        see(&office, account, &cookie, "forum/lunch").await;
    })
    .await;
}

#[tokio::test]
async fn people_open_in_every_state() {
    on_both(|office| async move {
        let admin = office.signed_in(ANNA, "admin").await;
        office.invite("ben@example.org", "reader:forum/lunch").await;
        see(&office, "/console/people", &admin, "forum/lunch").await;
        let ben = "ben@example.org".parse().unwrap();
        let path = format!(
            "/console/people/{}",
            office.access.account_of(&ben).await.unwrap().id
        );
        see(&office, &path, &admin, "forum/lunch").await;
        for act in ["disable", "enable"] {
            let done = office.post(&format!("{path}/{act}"), &admin, "").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.html);
            see(&office, &format!("{path}?done=1"), &admin, "id=\"answer\"").await;
        }
        let taken = "role=reader&scope=forum/lunch";
        office.post(&format!("{path}/revoke"), &admin, taken).await;
        see(&office, &path, &admin, "ben@example.org").await;
        let wrong = office
            .post("/console/people?lang=de", &admin, "email=x")
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_sound(&wrong, "/console/people", "de");
    })
    .await;
}
