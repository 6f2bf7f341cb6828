//! Places for people whose names follow: in the form, on every page that says who comes, and the page by which
//! they are named.

use axum::http::StatusCode;
use kontor_contracts::limits::PARTICIPANTS;
use serde_json::json;

use crate::{
    office::{Answer, FORUM, Office, in_office, sample},
    pages::content,
    people::{hidden, line},
};

const LEADER: [(&str, &str); 3] = [
    ("name", "Aminata Diop"),
    ("email", "leader@ministry.example"),
    ("attending", "yes"),
];
/// What the page of a change sends along unseen.
const HIDDEN: [&str; 4] = ["seen", "unnamed_shown", "unnamed_before", "named_before"];

fn form<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    LEADER.iter().chain(more).copied().collect()
}

/// The number in the field.
fn number(page: &Answer) -> String {
    let field = page.body.split("id=\"unnamed\" ").nth(1).unwrap();
    let value = field.split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

impl Office {
    /// Aminata signs up herself and two more, and confirms it: her link.
    async fn incomplete(&mut self) -> String {
        self.apply(&sample("cooperation-forum")).await;
        let answer = self.sign_up(&form(&[("unnamed", "2")])).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let link = self.link().await;
        let asked = self.get(&format!("{link}?lang=en")).await;
        assert!(
            asked.says("<li>and 2 people whose names follow</li>"),
            "{}",
            asked.body
        );
        self.post_form(&link, &[]).await;
        let told = self.event("registration.confirmed.v1").await;
        assert_eq!(told["data"]["unnamed"], 2);
        format!("/my/{}", told["data"]["own_link"].as_str().unwrap())
    }

    /// Sends the page of a change as it stands, with other lines and another number, by a button.
    async fn change(
        &self,
        page: &Answer,
        (my, names): (&str, &[&str]),
        (unnamed, button): (&str, &str),
    ) -> Answer {
        let unseen = HIDDEN.map(|name| (name, hidden(&page.body, name)));
        let mut fields: Vec<_> = unseen
            .iter()
            .map(|(name, value)| (*name, &**value))
            .collect();
        fields.extend(names.iter().flat_map(|name| line(name, "")));
        fields.extend([("language", "de"), ("unnamed", unnamed), (button, "1")]);
        self.post_form(&format!("{my}/change?lang=en"), &fields)
            .await
    }
}

#[tokio::test]
async fn the_form_takes_places_for_people_whose_names_follow() {
    in_office(|mut office| async move {
        office.apply(&sample("cooperation-forum")).await;
        let blank = office.get(&format!("{FORUM}?lang=en")).await;
        assert!(
            blank.says("<details>\n<summary>Further places, names to follow"),
            "{}",
            blank.body
        );
        assert_eq!(number(&blank), "0");
        // It stays as it is with every other button.
        let more = office
            .sign_up(&form(&[("unnamed", "3"), ("more", "1")]))
            .await;
        assert!(
            more.says("<details open>") && number(&more) == "3",
            "{}",
            more.body
        );
        // A secretary who knows nobody's name yet.
        let sent = office
            .sign_up(&[LEADER[0], LEADER[1], ("unnamed", "4")])
            .await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        assert_eq!(hidden(&sent.body, "unnamed"), "4", "to be corrected");
        let told = office.event("registration.received.v1").await;
        let data = &told["data"];
        assert_eq!(
            (&data["participants"], &data["unnamed"]),
            (&json!([]), &json!(4))
        );
        // Where there is one place, nobody can take another.
        let one = sample("cooperation-forum").replace("capacity = 120", "capacity = 1");
        office.apply(&one).await;
        assert!(!office.get(FORUM).await.says("id=\"unnamed\""));
        office
    })
    .await;
}

#[tokio::test]
async fn a_wrong_number_is_said_and_stays_as_typed() {
    in_office(|office| async move {
        office.apply(&sample("cooperation-forum")).await;
        let three = office.sign_up(&form(&[("unnamed", "drei")])).await;
        assert_eq!(three.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(three.says("href=\"#unnamed\""), "{}", three.body);
        assert!(
            three.says("in Ziffern") && number(&three) == "drei",
            "{}",
            three.body
        );
        let all = PARTICIPANTS.to_string();
        let most = office.sign_up(&form(&[("unnamed", &all)])).await;
        assert_eq!(most.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            most.says("href=\"#unnamed\"") && most.says("50"),
            "{}",
            most.body
        );
        let nobody = office
            .sign_up(&[LEADER[0], LEADER[1], ("unnamed", "0")])
            .await;
        assert!(nobody.says("href=\"#attending\""), "{}", nobody.body);
        office
    })
    .await;
}

#[tokio::test]
async fn every_page_says_how_many_names_follow() {
    in_office(|mut office| async move {
        let my = office.incomplete().await;
        for (language, says) in [
            ("de", "und 2 Personen, deren Namen folgen"),
            ("en", "and 2 people whose names follow"),
            ("fr", "et 2 personnes dont les noms suivront"),
        ] {
            for page in [
                format!("{my}?lang={language}"),
                format!("{my}/call-off?lang={language}"),
            ] {
                let shown = office.get(&page).await;
                assert!(shown.says(says), "{page}: {}", shown.body);
            }
        }
        let own = office.get(&format!("{my}?lang=en")).await;
        assert!(own.says("2 names are still missing."), "{}", own.body);
        let staff = office
            .get_staff("/console/forums/cooperation-forum?lang=en")
            .await;
        assert!(
            staff.says("Aminata Diop, <span class=\"optional\">2 names to follow"),
            "{}",
            staff.body
        );
        office
    })
    .await;
}

#[tokio::test]
async fn a_line_that_is_filled_in_takes_a_place_that_was_unnamed() {
    in_office(|mut office| async move {
        let my = office.incomplete().await;
        let change = format!("{my}/change?lang=en");
        let page = office.get(&change).await;
        assert_eq!(
            page.body.matches("<fieldset class=\"person\">").count(),
            3,
            "two to fill in"
        );
        insta::assert_snapshot!(
            "change_with_missing_names_en",
            content(&page).replace(&my, "/my/…")
        );
        let named = ["Aminata Diop", "Mia", ""];
        let preview = office.change(&page, (&my, &named), ("2", "preview")).await;
        assert!(preview.says("one person (before: 2)"), "{}", preview.body);
        assert!(!preview.says("Places that become free"), "{}", preview.body);
        insta::assert_snapshot!(
            "change_preview_with_missing_names_en",
            content(&preview).replace(&my, "/my/…")
        );

        // Back, where nothing is lost; taken off again, the place is as it was.
        let back = office.change(&preview, (&my, &named), ("1", "show")).await;
        assert!(
            back.says("value=\"Mia\"") && number(&back) == "1",
            "{}",
            back.body
        );
        let without = office
            .change(&back, (&my, &named[..1]), ("1", "show"))
            .await;
        assert_eq!(number(&without), "2");
        let full = ["Aminata Diop", "Mia", "Li"];
        let full = office.change(&back, (&my, &full), ("1", "show")).await;
        assert_eq!(number(&full), "0");

        let preview = office.change(&back, (&my, &named), ("1", "preview")).await;
        let done = office.change(&preview, (&my, &named), ("1", "act")).await;
        assert!(done.says("Your change is made"), "{}", done.body);
        assert!(
            done.says("and one person whose name follows"),
            "{}",
            done.body
        );
        let told = office.event("registration.changed.v1").await;
        assert_eq!(
            (&told["data"]["unnamed_before"], &told["data"]["unnamed"]),
            (&json!(2), &json!(1))
        );
        office
    })
    .await;
}

#[tokio::test]
async fn places_are_given_back_or_added_by_another_number() {
    in_office(|mut office| async move {
        let my = office.incomplete().await;
        let page = office.get(&format!("{my}/change?lang=en")).await;
        let named = ["Aminata Diop", "Mia"];
        let wrong = office
            .change(&page, (&my, &named), ("a few", "preview"))
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.says("href=\"#unnamed\"") && number(&wrong) == "a few",
            "{}",
            wrong.body
        );
        assert!(wrong.says("value=\"Mia\""), "{}", wrong.body);
        // What is said counts, whatever was filled in.
        let preview = office.change(&wrong, (&my, &named), ("0", "preview")).await;
        assert!(preview.says("nobody (before: 2)"), "{}", preview.body);
        assert!(preview.says("Places that become free"), "{}", preview.body);
        let more = office.change(&wrong, (&my, &named), ("7", "preview")).await;
        assert!(more.says("7 people (before: 2)"), "{}", more.body);
        let done = office.change(&more, (&my, &named), ("7", "act")).await;
        assert!(
            done.says("and 7 people whose names follow"),
            "{}",
            done.body
        );
        let told = office.event("registration.changed.v1").await;
        assert_eq!(told["data"]["unnamed"], 7);
        office
    })
    .await;
}
