//! Links by mail, and the language that stays on the way through the door.

use axum::http::StatusCode;
use kontor_access::Subject;

use super::{ANNA, PASSWORD, on_both};

#[tokio::test]
async fn whoever_has_forgotten_the_password_is_answered_alike_and_not_endlessly() {
    on_both(|office| async move {
        office.signed_in(ANNA, "admin").await;
        let path = "/console/sign-in/forgotten";
        let door = office.get("/console/sign-in", "").await;
        assert!(door.html.contains(path), "{}", door.html);
        let mut answers = Vec::new();
        for address in [ANNA, "nobody@example.org", "no address"] {
            let form = format!("email={address}").replace(' ', "+");
            let asked = office.post(&format!("{path}?lang=en"), "", &form).await;
            assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.html);
            answers.push((asked.location.unwrap(), asked.html));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        let page = office.get(&answers[0].0, "").await;
        assert!(page.html.contains("a link is on its way"), "{}", page.html);
        let letters = office.access.letters_due().await.unwrap();
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert_eq!(letters[0].subject, Subject::Reset);
        for _ in 0..4 {
            office.post(path, "", &format!("email={ANNA}")).await;
        }
        let slowed = office.post(path, "", &format!("email={ANNA}")).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_goes_by_mail_is_shown_to_nobody() {
    on_both(|office| async move {
        let admin = office.signed_in(ANNA, "admin").await;
        let form = "name=Cleo&email=cleo@example.org&role=reader&scope=&language=fr&by=mail";
        let made = office.post("/console/people", &admin, form).await;
        let to = made.location.unwrap();
        let page = office.get(&to, &admin).await;
        assert!(to.ends_with("?mailed=1") && page.html.contains("cleo@example.org"));
        assert!(!page.html.contains("/console/link/"), "{}", page.html);
        let letters = office.access.letters_due().await.unwrap();
        let seen: Vec<_> = letters
            .iter()
            .map(|it| (it.subject, it.language.as_str()))
            .collect();
        assert_eq!(seen, [(Subject::Invitation, "fr")]);
        let path = to.trim_end_matches("?mailed=1");
        let again = office
            .post(&format!("{path}/reset"), &admin, "by=mail")
            .await;
        assert_eq!(again.location.unwrap(), to);
        let shown = office
            .post(&format!("{path}/reset"), &admin, "by=hand")
            .await;
        assert!(shown.html.contains("/console/link/"), "{}", shown.html);
    })
    .await;
}

#[tokio::test]
async fn the_language_that_was_chosen_stays_on_the_way_through_the_door() {
    on_both(|office| async move {
        office.signed_in(ANNA, "admin").await;
        let outside = office.get("/console/people?lang=fr", "").await;
        let door = outside.location.unwrap();
        assert_eq!(door, "/console/sign-in?to=/console/people?lang=fr&lang=fr");
        let page = office.get(&door, "").await;
        assert!(page.html.contains("<html lang=\"fr\""), "{}", page.html);
        let form = format!("email={ANNA}&password={PASSWORD}&to=/console/people").replace(' ', "+");
        let entered = office.post("/console/sign-in?lang=fr", "", &form).await;
        assert_eq!(entered.location.as_deref(), Some("/console/people?lang=fr"));
    })
    .await;
}

#[tokio::test]
async fn where_there_is_no_provider_nobody_is_sent_to_one() {
    on_both(|office| async move {
        for path in [
            "/console/sign-in/elsewhere",
            "/console/sign-in/elsewhere/done?code=x&state=y",
        ] {
            assert_eq!(
                office.get(path, "").await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let door = office.get("/console/sign-in", "").await;
        assert!(!door.html.contains("elsewhere"), "{}", door.html);
    })
    .await;
}

#[tokio::test]
async fn where_there_are_no_passwords_none_is_forgotten() {
    kontor_testkit::on_both_engines("access", kontor_access::MIGRATIONS, |database| async {
        let mut settings = super::settings();
        settings.oidc.issuer = "https://id.example".into();
        settings.oidc.name = "Keycloak".into();
        settings.oidc.only = true;
        let office = super::Office::new(database, settings);
        let path = "/console/sign-in/forgotten";
        assert_eq!(office.get(path, "").await.status, StatusCode::NOT_FOUND);
        let asked = office.post(path, "", "email=anna@example.org").await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
        let entered = office
            .post("/console/sign-in", "", "email=a@b.example&password=x")
            .await;
        assert_eq!(entered.status, StatusCode::NOT_FOUND);
        let door = office.get("/console/sign-in", "").await;
        assert!(door.html.contains("Keycloak") && !door.html.contains("type=\"password\""));
    })
    .await;
}
