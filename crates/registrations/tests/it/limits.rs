//! What an office allows strangers that has set nothing, by the form and by the API.

use axum::http::StatusCode;
use futures_util::future::join_all;
use kontor_registrations::Settings;
use serde_json::json;

use crate::office::{API, Answer, FORUM, Office, in_office_with, sample};

/// The path of the second forum in the API.
const LUNCH: &str = "/api/v1/forums/business-lunch/registrations";

impl Office {
    async fn by_form(&self, email: &str) -> Answer {
        let fields = [
            ("form", email),
            ("revision", "1"),
            ("name", "Anna Muster"),
            ("email", email),
            ("attending", "yes"),
        ];
        self.post_form(FORUM, &fields).await
    }

    async fn by_api(&self, path: &str, email: &str) -> Answer {
        let body = json!({ "contact": { "name": "Anna Muster", "email": email } });
        self.post_json(path, &body).await
    }
}

/// Twenty sign-ups under one mailbox's names, over both ways and two forums, are three mails, and nobody
/// hears which; a hundred more end what one client may ask for.
#[tokio::test]
async fn a_mailbox_gets_three_mails_and_a_client_asks_for_a_hundred_and_twenty() {
    in_office_with(Settings::default(), |mut office| async {
        office.apply(&sample("business-lunch")).await;
        for n in 0..10 {
            let [one, other] = [n, n + 10].map(|n| format!("victim+{n}@office.example"));
            assert_eq!(office.by_form(&one).await.status, StatusCode::OK);
            assert_eq!(
                office.by_api(LUNCH, &other).await.status,
                StatusCode::ACCEPTED
            );
        }
        // At once, so that no time passes in which the client could earn another one.
        let others = (0..100).map(|n| {
            let (office, email) = (&office, format!("anna@company{n}.example"));
            async move {
                if n % 2 == 0 {
                    office.by_form(&email).await.status
                } else {
                    office.by_api(API, &email).await.status
                }
            }
        });
        let taken = join_all(others).await;
        assert!(taken.iter().all(StatusCode::is_success), "{taken:?}");

        let refused = office.by_form("late@company.example").await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(
            refused.says("value=\"late@company.example\""),
            "what was typed is kept"
        );
        for path in [API, LUNCH] {
            let refused = office.by_api(path, "late@company.example").await;
            assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(refused.code(), "too_many_sign_ups");
        }

        let mut mails = Vec::new();
        for _ in 0..103 {
            let event = office.event("registration.received.v1").await;
            mails.push(
                event["data"]["contact"]["email"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
        }
        let to_victim = mails.iter().filter(|email| email.starts_with("victim"));
        assert_eq!(to_victim.count(), 3, "{mails:?}");
        office
    })
    .await;
}

/// By one's own link nobody sends more mails to a stranger than by the form.
#[tokio::test]
async fn who_changes_who_comes_writes_to_no_mailbox_again_and_again() {
    in_office_with(Settings::default(), |mut office| async {
        let fields = [
            ("name", "Jan"),
            ("email", "jan@a.example"),
            ("attending", "yes"),
        ];
        let form = [("form", "x"), ("revision", "1")];
        office
            .post_form(FORUM, &[&fields[..], &form[..]].concat())
            .await;
        let link = office.link().await;
        office.post_form(&link, &[]).await;
        let told = office.event("registration.confirmed.v1").await;
        let my = format!("/my/{}/change", told["data"]["own_link"].as_str().unwrap());
        let (mut seen, mut answers) = (2, Vec::new());
        for _ in 0..4 {
            for victim in ["victim@office.example", ""] {
                let sequence = seen.to_string();
                let people = [
                    ("participant", "Jan"),
                    ("participant_email", ""),
                    ("participant", "Victim"),
                    ("participant_email", victim),
                    ("seen", &sequence),
                    ("act", "1"),
                ];
                let answer = office.post_form(&my, &people).await;
                seen += i32::from(answer.status == StatusCode::OK);
                answers.push(answer.status);
            }
        }
        let refused = answers
            .iter()
            .filter(|one| **one == StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.count(), 1, "{answers:?}");
        office
    })
    .await;
}
