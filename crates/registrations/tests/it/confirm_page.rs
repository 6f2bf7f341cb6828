//! The page behind the link of a mail: each of its faces in each language, and what it shows.

use std::fmt::Write;

use axum::http::StatusCode;
use jiff::SignedDuration;
use kontor_registrations::Settings;
use serde_json::json;

use crate::{
    office::{API, Answer, FORUM, Office, in_office, in_office_with, sample},
    pages::content,
};

const LANGUAGES: [&str; 3] = ["de", "en", "fr"];

/// The faces that were seen: language, status and title, one a line.
#[derive(Default)]
struct Faces(String);

impl Faces {
    /// Reads an answer and keeps its face.
    fn see(&mut self, name: &str, language: &str, answer: &Answer) {
        let page = content(answer);
        let title = page
            .split_once("<h1>")
            .and_then(|(_, rest)| rest.split_once("</h1>"));
        let (title, _) = title.unwrap_or_else(|| panic!("{name} {language}: {page}"));
        let spoken = format!("<html lang=\"{language}\"");
        assert!(answer.says(&spoken), "{name}: {}", answer.body);
        writeln!(
            self.0,
            "{name} {language} {} {title}",
            answer.status.as_u16()
        )
        .unwrap();
    }

    /// Opens the link and presses the button, in each language.
    async fn opened_and_pressed(&mut self, office: &Office, name: &str, link: &str) {
        for language in LANGUAGES {
            let link = format!("{link}?lang={language}");
            let opened = office.get(&link).await;
            self.see(name, language, &opened);
            let pressed = office.post_form(&link, &[]).await;
            assert_eq!(content(&pressed), content(&opened), "{name} {language}");
        }
    }
}

impl Office {
    async fn link_of(&mut self, email: &str) -> String {
        let fields = [("name", "Li Wei"), ("email", email), ("attending", "yes")];
        let answer = self.sign_up(&fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", content(&answer));
        self.link().await
    }

    async fn now_is(&self, state: &str) {
        let state = format!("state = \"{state}\"");
        let text = sample("cooperation-forum").replace("state = \"published\"", &state);
        self.apply(&text.replace("capacity = 120", "capacity = 4"))
            .await;
    }
}

/// Half of four places may be held: so the third may find all places taken.
fn half_may_be_held() -> Settings {
    Settings {
        unconfirmed_share: 50,
        ..Settings::default()
    }
}

#[tokio::test]
async fn every_face_of_the_page_opens_in_every_language() {
    in_office_with(half_may_be_held(), |mut office| async {
        let mut faces = Faces::default();
        office.now_is("published").await;
        let late = office.link_of("late@a.example").await;
        let link = office.link_of("l0@a.example").await;
        let full = office.link_of("full@a.example").await;
        for (name, state) in [("cancelled", "cancelled"), ("not published", "draft")] {
            office.now_is(state).await;
            faces.opened_and_pressed(&office, name, &link).await;
        }
        office.now_is("published").await;
        for (n, language) in LANGUAGES.into_iter().enumerate() {
            let link = match n {
                0 => link.clone(),
                _ => office.link_of(&format!("l{n}@a.example")).await,
            };
            let link = format!("{link}?lang={language}");
            faces.see("ask", language, &office.get(&link).await);
            faces.see("confirmed", language, &office.post_form(&link, &[]).await);
        }
        faces.opened_and_pressed(&office, "already", &link).await;
        office.now_is("cancelled").await;
        for language in LANGUAGES {
            let opened = office.get(&format!("{link}?lang={language}")).await;
            faces.see("confirmed and cancelled", language, &opened);
        }
        office.now_is("published").await;

        // The last of the four places goes to whoever was first, and none was held for the third.
        assert_eq!(office.post_form(&late, &[]).await.status, StatusCode::OK);
        for language in LANGUAGES {
            let pressed = office
                .post_form(&format!("{full}?lang={language}"), &[])
                .await;
            faces.see("full", language, &pressed);
        }
        insta::assert_snapshot!("confirm_faces", faces.0);
        office
    })
    .await;
}

#[tokio::test]
async fn a_link_that_has_ended_says_so_in_every_language() {
    in_office(|mut office| async {
        let mut faces = Faces::default();
        let old = office.link_of("late@a.example").await;
        office.clock.advance(SignedDuration::from_hours(48));
        faces.opened_and_pressed(&office, "expired", &old).await;
        office.link_of("late@a.example").await;
        faces.opened_and_pressed(&office, "replaced", &old).await;
        insta::assert_snapshot!("confirm_ended_faces", faces.0);
        office
    })
    .await;
}

/// Consent to what the office does not ask for is not kept, whatever a program sends; what is kept
/// stands on the page on which it begins to count.
#[tokio::test]
async fn consents_count_where_they_are_asked_for_and_are_shown() {
    in_office(|mut office| async {
        let body = json!({
            "contact": { "name": "Li Wei", "email": "li@a.example" },
            "consents": [
                { "purpose": "news", "text": "Tell me about further forums" },
                { "purpose": "partner_networks", "text": "Pass my profile on" },
            ],
        });
        let taken = office.post_json(API, &body).await;
        assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.body);
        let link = office.link().await;
        let opened = content(&office.get(&format!("{link}?lang=en")).await);
        assert!(
            opened.contains("<li>Tell me about further forums</li>"),
            "{opened}"
        );
        assert!(!opened.contains("Pass my profile on"), "{opened}");

        // By the form, the text beside the box is what is shown again.
        let fields = [
            ("name", "Li Wei"),
            ("email", "l2@a.example"),
            ("attending", "yes"),
        ];
        let boxes = [("news", "yes"), ("partner_networks", "yes")];
        office.sign_up(&[&fields[..], &boxes].concat()).await;
        let link = office.link().await;
        let opened = content(&office.get(&link).await);
        let form = office.get(FORUM).await;
        let label = form.body.split("<label for=\"news\">").nth(1).unwrap();
        let label = label.split("</label>").next().unwrap();
        assert!(
            opened.contains(&format!("<li>{label}</li>")),
            "{label}\n{opened}"
        );
        assert_eq!(
            opened.matches("<li>").count(),
            2,
            "who takes part and one consent: {opened}"
        );
        office
    })
    .await;
}
