//! The waiting list over HTTP: who is put on it, who is told that there is none for them, and that pressing
//! a button twice, or too early, promises nothing.

use axum::http::StatusCode;
use serde_json::json;

use crate::office::{API, FORUM, Office, in_office, sample};

impl Office {
    /// A forum of so many places.
    async fn of_places(&self, capacity: u32) {
        let capacity = format!("capacity = {capacity}");
        let text = sample("cooperation-forum").replace("capacity = 120", &capacity);
        self.apply(&text).await;
    }

    /// Signs somebody up who confirms; the link to their own registration.
    async fn takes(&mut self, email: &str) -> String {
        let fields = [("name", "Li Wei"), ("email", email), ("attending", "yes")];
        assert_eq!(self.sign_up(&fields).await.status, StatusCode::OK);
        let link = self.link().await;
        self.post_form(&link, &[]).await;
        self.own_link("registration.confirmed.v1").await
    }

    async fn own_link(&mut self, kind: &str) -> String {
        let told = self.event(kind).await;
        format!("/my/{}", told["data"]["own_link"].as_str().unwrap())
    }
}

#[tokio::test]
async fn who_comes_too_late_to_confirm_may_wait_and_promises_come_true() {
    in_office(|mut office| async move {
        office.of_places(1).await;
        // While the place is held for the first, the second is taken and holds none.
        let first = [
            ("name", "Li Wei"),
            ("email", "first@a.example"),
            ("attending", "yes"),
        ];
        office.sign_up(&first).await;
        let first = office.link().await;
        let second = [
            ("name", "Li Wei"),
            ("email", "second@b.example"),
            ("attending", "yes"),
        ];
        office.sign_up(&second).await;
        let second = office.link().await;
        office.post_form(&first, &[]).await;
        let first = office.own_link("registration.confirmed.v1").await;
        let full = office.post_form(&second, &[]).await;
        assert_eq!(full.status, StatusCode::CONFLICT);
        assert!(
            full.says(&format!("formaction=\"{second}/wait")),
            "{}",
            full.body
        );
        let joined = office.post_form(&format!("{second}/wait"), &[]).await;
        assert_eq!(joined.status, StatusCode::OK, "{}", joined.body);
        let own = office.own_link("registration.waiting.v1").await;

        // Nothing is offered yet: pressing the button of an offer says how it stands.
        let early = office.post_form(&format!("{own}/take?lang=en"), &[]).await;
        assert!(early.says("You are on the waiting list"), "{}", early.body);
        assert!(!early.says("you are registered"), "{}", early.body);
        office.post_form(&format!("{first}/call-off"), &[]).await;
        let offered = office.event("registration.offered.v1").await;
        assert_eq!(offered["data"]["contact"]["email"], "second@b.example");
        for _ in 0..2 {
            let taken = office.post_form(&format!("{own}/take?lang=en"), &[]).await;
            assert!(
                taken.says("Thank you, you are registered"),
                "{}",
                taken.body
            );
        }
        let ended = office.get(&format!("{first}?lang=en")).await;
        assert!(ended.says("This registration is over"), "{}", ended.body);
        let again = office.get(&format!("{first}/call-off")).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        office
    })
    .await;
}

/// Whoever asks again while places are kept for them is told of those, also within one transaction.
#[tokio::test]
async fn who_asks_again_is_told_of_the_offer_that_stands() {
    in_office(|mut office| async move {
        office.of_places(1).await;
        let first = office.takes("first@a.example").await;
        let waits = json!({
            "contact": { "name": "Li Wei", "email": "second@b.example" }, "waiting_list": true,
        });
        let answer = office.post_json(API, &waits).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
        let link = office.link().await;
        office.post_form(&link, &[]).await;
        office.own_link("registration.waiting.v1").await;
        office.post_form(&format!("{first}/call-off"), &[]).await;
        office.event("registration.offered.v1").await;
        let ask = format!("{FORUM}/my-registration");
        office
            .post_form(&ask, &[("email", "second@b.example")])
            .await;
        let told = office.event("registration.repeated.v1").await;
        assert_eq!(told["data"]["offer"]["places"], 1, "{told}");
        assert!(told["data"]["waits"].is_null(), "{told}");
        office
    })
    .await;
}

#[tokio::test]
async fn a_group_larger_than_the_forum_never_waits_in_vain() {
    in_office(|office| async move {
        office.of_places(2).await;
        let people = ["Li Wei", "Jan Novák", "Aïcha Konaté"].map(|name| json!({ "name": name }));
        let body = json!({
            "contact": { "name": "Li Wei", "email": "group@a.example" },
            "participants": people, "waiting_list": true,
        });
        let answer = office.post_json(API, &body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::CONFLICT, "group_too_large".to_owned())
        );
        let form = [
            ("name", "Li Wei"),
            ("email", "group@a.example"),
            ("participant", "Jan Novák"),
            ("participant", "Aïcha Konaté"),
            ("participant", "Li Wei"),
            ("wait", "yes"),
        ];
        let answer = office.sign_up(&form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(
            answer.says("größer, als diese Veranstaltung Plätze hat"),
            "{}",
            answer.body
        );
        office
    })
    .await;
}

/// A forum without a waiting list says that it is full, as before.
#[tokio::test]
async fn a_forum_without_a_waiting_list_takes_nobody_onto_one() {
    in_office(|mut office| async move {
        let text = sample("cooperation-forum").replace("capacity = 120", "capacity = 1");
        office.apply(&format!("waiting_list = false\n{text}")).await;
        office.takes("first@a.example").await;
        let page = office.get(FORUM).await;
        assert!(!page.says("name=\"wait\""), "{}", page.body);
        let body = json!({
            "contact": { "name": "Li Wei", "email": "second@b.example" }, "waiting_list": true,
        });
        let answer = office.post_json(API, &body).await;
        assert_eq!(answer.code(), "forum_full");
        office
    })
    .await;
}
