//! Persons over HTTP: the form with addresses of their own and a pasted list, the page by which the contact
//! changes who comes, and that of somebody who was named.

use axum::http::StatusCode;

use crate::office::{FORUM, Office, in_office, sample};

const JAN: [(&str, &str); 3] = [
    ("name", "Jan de Boer"),
    ("email", "jan@a.example"),
    ("attending", "yes"),
];

fn form<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    JAN.iter().chain(more).copied().collect()
}

/// Three lists of one line each.
pub(crate) fn line<'a>(name: &'a str, email: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("participant", name),
        ("participant_email", email),
        ("participant_language", "fr"),
    ]
}

impl Office {
    /// Jan signs up himself and Li, and confirms: the link of Jan, and that of Li.
    async fn delegation(&mut self) -> (String, String) {
        self.apply(&sample("cooperation-forum")).await;
        let answer = self.sign_up(&form(&line("Li Wei", "li@b.example"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let link = self.link().await;
        self.post_form(&link, &[]).await;
        let told = self.event("registration.confirmed.v1").await;
        let li = &told["data"]["recipients"][0];
        assert_eq!(
            (&li["email"], &li["language"]),
            (&"li@b.example".into(), &"fr".into())
        );
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        (
            format!("/my/{}", text(&told["data"]["own_link"])),
            format!("/me/{}", text(&li["own_link"])),
        )
    }
}

impl Office {
    /// How many events have told of registrations so far.
    async fn told(&self) -> i64 {
        #[derive(sea_orm::FromQueryResult)]
        struct Row {
            n: i64,
        }
        let sql = "SELECT CAST(COALESCE(SUM(sequence), 0) AS BIGINT) AS n FROM registrations";
        let row: Option<Row> = self.database.row(sql, []).await.unwrap();
        row.unwrap().n
    }
}

/// The value of a hidden field.
pub(crate) fn hidden(body: &str, name: &str) -> String {
    let after = body
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1)
        .unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_list_is_pasted_and_a_line_removed_without_losing_what_was_typed() {
    in_office(|office| async move {
        office.apply(&sample("cooperation-forum")).await;
        let pasted = [
            ("list", "Li Wei <li@b.example>\nAmi Diop;ami@c.example;fr"),
            ("add_list", "1"),
        ];
        let shown = office.sign_up(&form(&pasted)).await;
        assert_eq!(shown.status, StatusCode::OK);
        for text in [
            "value=\"Li Wei\"",
            "value=\"ami@c.example\"",
            "value=\"Jan de Boer\"",
        ] {
            assert!(shown.says(text), "{text}: {}", shown.body);
        }
        let (li, ami) = (line("Li Wei", "li@b.example"), line("Ami Diop", ""));
        let lines: Vec<_> = li.into_iter().chain(ami).chain([("remove", "1")]).collect();
        let shown = office.sign_up(&form(&lines)).await;
        assert!(
            shown.says("value=\"Ami Diop\"") && !shown.says("Li Wei"),
            "{}",
            shown.body
        );
        assert_eq!(office.told().await, 0, "nobody is signed up yet");
        office
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_person_is_said_with_its_number() {
    in_office(|office| async move {
        office.apply(&sample("cooperation-forum")).await;
        let first = line("Li Wei", "li@b.example");
        let lines = |second: [(&'static str, &'static str); 3]| {
            first.into_iter().chain(second).collect::<Vec<_>>()
        };
        let wrong = office.sign_up(&form(&lines(line("Ami", "ami")))).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.says("href=\"#participant-2-email\""),
            "{}",
            wrong.body
        );
        assert!(wrong.says("Person 2: "), "{}", wrong.body);
        let twice = office
            .sign_up(&form(&lines(line("Li Wei", "LI@b.example"))))
            .await;
        assert!(twice.says("doppelt genannt"), "{}", twice.body);
        let unnamed = office
            .sign_up(&form(&lines(line("", "ami@c.example"))))
            .await;
        assert!(unnamed.says("href=\"#participant-2\""), "{}", unnamed.body);
        office
    })
    .await;
}

#[tokio::test]
async fn the_contact_sees_what_will_change_before_it_does() {
    in_office(|mut office| async move {
        let (my, me) = office.delegation().await;
        let change = format!("{my}/change?lang=en");
        let page = office.get(&change).await;
        assert!(page.says("value=\"li@b.example\""), "{}", page.body);
        let seen = hidden(&page.body, "seen");
        let (jan, mia) = (line("Jan de Boer", ""), line("Mia", "mia@d.example"));
        let people: Vec<_> = jan.into_iter().chain(mia).collect();
        let with = |button| {
            let more = [("seen", seen.as_str()), ("language", "de"), (button, "1")];
            people.iter().copied().chain(more).collect::<Vec<_>>()
        };
        let preview = office.post_form(&change, &with("preview")).await;
        assert!(
            preview.says("Mia") && preview.says("Li Wei"),
            "{}",
            preview.body
        );
        assert!(preview.says("is told by e-mail"), "{}", preview.body);
        assert_eq!(office.told().await, 2, "nothing has happened yet");
        let done = office.post_form(&change, &with("act")).await;
        assert!(done.says("Your change is made"), "{}", done.body);
        let told = office.event("registration.changed.v1").await;
        assert_eq!(told["data"]["removed"][0]["email"], "li@b.example");
        assert_eq!(office.get(&me).await.status, StatusCode::NOT_FOUND);
        // The same page once more: it is not how it was.
        let again = office.post_form(&change, &with("act")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.says("Something was changed meanwhile"),
            "{}",
            again.body
        );
        office
    })
    .await;
}

#[tokio::test]
async fn who_was_named_sees_their_own_page_and_nothing_else() {
    in_office(|mut office| async move {
        let (my, me) = office.delegation().await;
        let page = office.get(&format!("{me}?lang=en")).await;
        assert!(
            page.says("Jan de Boer") && page.says("Li Wei"),
            "{}",
            page.body
        );
        assert!(
            !page.says("jan@a.example"),
            "the address of the contact is theirs"
        );
        let ics = office.get(&format!("{me}/calendar.ics")).await;
        assert!(ics.says("UID:rcp_"), "{}", ics.body);
        // One link does not open the page of the other.
        for wrong in [me.replace("/me/", "/my/"), my.replace("/my/", "/me/")] {
            assert_eq!(office.get(&wrong).await.status, StatusCode::NOT_FOUND);
            for act in ["call-off", "take-off", "take", "change"] {
                let answer = office.post_form(&format!("{wrong}/{act}"), &[]).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
            }
        }
        let ask = office.get(&format!("{me}/take-off?lang=en")).await;
        assert!(ask.says("Jan de Boer is told"), "{}", ask.body);
        assert_eq!(office.told().await, 2);
        let done = office
            .post_form(&format!("{me}/take-off?lang=en"), &[])
            .await;
        assert!(done.says("Your name has been taken off"), "{}", done.body);
        let told = office.event("registration.changed.v1").await;
        assert_eq!(told["data"]["by_recipient"], true);
        assert_eq!(office.get(&me).await.status, StatusCode::NOT_FOUND);
        office
    })
    .await;
}

#[tokio::test]
async fn after_the_forum_has_begun_nothing_changes_any_more_and_says_whom_to_ask() {
    in_office(|mut office| async move {
        let (my, me) = office.delegation().await;
        office
            .clock
            .advance(jiff::SignedDuration::from_hours(365 * 24));
        for page in [format!("{my}/change"), format!("{me}/take-off")] {
            let answer = office.get(&format!("{page}?lang=en")).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{page}");
            assert!(
                answer.says("can no longer be changed here"),
                "{}",
                answer.body
            );
            let acted = office
                .post_form(&page, &[("act", "1"), ("participant", "x")])
                .await;
            assert_eq!(acted.status, StatusCode::CONFLICT, "{page}");
        }
        assert_eq!(office.told().await, 2);
        let own = office.get(&format!("{my}?lang=en")).await;
        assert!(!own.says("/change"), "{}", own.body);
        assert!(office.get(FORUM).await.status.is_success());
        office
    })
    .await;
}

/// Who has given a link away by mistake gets a new one by mail, and the old ones lead nowhere.
#[tokio::test]
async fn a_link_is_replaced_by_another() {
    in_office(|mut office| async move {
        let (my, me) = office.delegation().await;
        for (old, path, who) in [(my, "/my/", "jan@a.example"), (me, "/me/", "li@b.example")] {
            let page = format!("{old}/new-link?lang=en");
            assert!(office.get(&page).await.says("works no more"));
            assert_eq!(
                office.get(&old).await.status,
                StatusCode::OK,
                "looking changes nothing"
            );
            let done = office.post_form(&page, &[]).await;
            assert!(done.says("The old ones work no more"), "{}", done.body);
            let told = office.event("registration.repeated.v1").await;
            assert_eq!(told["data"]["contact"]["email"], who);
            let new = format!("{path}{}", told["data"]["own_link"].as_str().unwrap());
            assert_eq!(office.get(&new).await.status, StatusCode::OK, "{new}");
            assert_eq!(
                office.get(&old).await.status,
                StatusCode::NOT_FOUND,
                "{old}"
            );
            assert_eq!(
                office.post_form(&page, &[]).await.status,
                StatusCode::NOT_FOUND
            );
        }
        office
    })
    .await;
}

/// An office that must print lists says until when; then people are told whom to ask.
#[tokio::test]
async fn an_office_says_until_when_who_comes_can_be_changed() {
    in_office(|mut office| async move {
        let (my, me) = office.delegation().await;
        let text = sample("cooperation-forum");
        let starts = text
            .lines()
            .find(|line| line.starts_with("starts = "))
            .unwrap();
        let day_before = starts
            .replace("starts", "changes_close")
            .replace("T10:00:00", "T08:00:00");
        office.apply(&format!("{day_before}\n{text}")).await;
        let page = office.get(&format!("{my}?lang=en")).await;
        assert!(page.says("You can change this here until"), "{}", page.body);
        let begins: jiff::civil::DateTime = starts["starts = ".len()..].parse().unwrap();
        let until = begins
            .to_zoned(jiff::tz::TimeZone::get("Europe/Berlin").unwrap())
            .unwrap();
        let now: jiff::Timestamp = crate::office::NOW.parse().unwrap();
        let wait = until.timestamp().duration_since(now) - jiff::SignedDuration::from_hours(1);
        office.clock.advance(wait);
        for page in [
            format!("{my}/change"),
            format!("{my}/call-off"),
            format!("{me}/take-off"),
        ] {
            let answer = office
                .post_form(&format!("{page}?lang=en"), &[("act", "1")])
                .await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{page}");
            assert!(
                answer.says("Changes here were possible until"),
                "{}",
                answer.body
            );
        }
        office
    })
    .await;
}
