//! Invitations over HTTP: the list of the staff and of programs, the personal link, codes, and that nothing
//! tells a stranger who is invited.

use axum::http::StatusCode;
use kontor_registrations::{InvitationList, NewCode, invite, make_code};
use kontor_store::audit::Actor;
use serde_json::{Value, json};

use crate::{
    office::{API, FORUM, Office, in_office, sample},
    pages::between,
};

const SLUG: &str = "cooperation-forum";
const STAFF: &str = "/console/forums/cooperation-forum/invitations";
const PROGRAM: &str = "/api/v1/forums/cooperation-forum/invitations";
const ANNA: &str = "email;name;organisation;language;country\n\
                    anna@a.example;Anna König;Müller-Söhne GmbH & Co. KG;de;DE\n";

impl Office {
    /// The path of the personal link of the next who is invited.
    async fn invited(&mut self) -> String {
        let event = self.event("invitation.issued.v1").await;
        format!("/invited/{}", event["data"]["token"].as_str().unwrap())
    }

    /// Invites Anna; her personal link.
    async fn anna(&mut self) -> String {
        let list = InvitationList::read(ANNA.as_bytes()).unwrap();
        let to = (Actor::CommandLine, SLUG, false);
        let invited = invite(&self.database, &self.process(), to, list.rows(), |_| {}).await;
        assert_eq!(invited.unwrap().invited, 1);
        self.invited().await
    }

    /// The forum, for those who are invited.
    async fn by_invitation_only(&self) {
        let text = sample(SLUG);
        self.apply(&format!("by_invitation_only = true\n{text}"))
            .await;
    }

    /// Sends the form behind a link as it is filled in, with other fields in place of its own.
    async fn send_form(&self, link: &str, more: &[(&str, &str)]) -> crate::office::Answer {
        let page = self.get(link).await;
        let own = ["form", "revision", "name", "email", "organisation"];
        let own = own.map(|name| {
            let before = format!("name=\"{name}\"");
            let rest = page.body.split_once(&before).unwrap().1;
            (name, between(rest, "value=\"").to_owned())
        });
        let mut fields = vec![("attending", "yes"), ("language", "de")];
        let given: Vec<_> = more.iter().map(|(name, _)| *name).collect();
        let kept = own.iter().filter(|(name, _)| !given.contains(name));
        fields.extend(kept.map(|(name, value)| (*name, value.as_str())));
        fields.extend(more);
        self.post_form(link, &fields).await
    }

    async fn code(&self, uses: u32) -> String {
        let new = NewCode {
            name: "Chamber of Lyon".to_owned(),
            uses: Some(uses),
            places: Some(20),
        };
        let process = self.process();
        let made = make_code(&self.database, &process, Actor::CommandLine, SLUG, new);
        made.await.unwrap().code
    }
}

#[tokio::test]
async fn the_personal_link_fills_the_form_in_and_confirms_at_once() {
    in_office(|mut office| async move {
        let link = office.anna().await;
        let page = office.get(&link).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        for text in [
            "Anna König",
            "anna@a.example",
            "Müller-Söhne GmbH &amp; Co. KG",
            "persönliche Einladung",
            &format!("action=\"{link}#answer\""),
        ] {
            assert!(page.says(text), "{text}: {}", page.body);
        }
        let done = office.send_form(&link, &[]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        assert!(done.says("Sie sind angemeldet"), "{}", done.body);
        let told = office.event("registration.confirmed.v1").await;
        assert_eq!(told["data"]["contact"]["email"], "anna@a.example");
        let told = office.event("invitation.answered.v1").await;
        assert_eq!(
            told["data"]["forum"].as_str().map(|id| &id[..6]),
            Some("forum_")
        );
        let again = office.get(&link).await;
        assert!(again.says("schon jemand angemeldet"), "{}", again.body);
        let decline = office.get(&format!("{link}/decline")).await;
        assert!(decline.says("schon jemand angemeldet"), "{}", decline.body);
        office
    })
    .await;
}

/// A link may be handed on: an address that it was not sent to is asked like any other.
#[tokio::test]
async fn another_address_is_asked_to_confirm_like_any_other() {
    in_office(|mut office| async move {
        office.by_invitation_only().await;
        let link = office.anna().await;
        let sent = office.send_form(&link, &[("email", "ben@b.example")]).await;
        assert!(sent.says("Bitte prüfen Sie Ihr Postfach"), "{}", sent.body);
        let confirm = office.link().await;
        let done = office.post_form(&confirm, &[]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        office.event("invitation.answered.v1").await;
        let answer = office.get(&link).await;
        assert!(answer.says("schon jemand angemeldet"), "{}", answer.body);
        office
    })
    .await;
}

#[tokio::test]
async fn declining_is_one_button_and_can_be_taken_back() {
    in_office(|mut office| async move {
        let link = office.anna().await;
        let decline = format!("{link}/decline");
        let page = office.get(&decline).await;
        assert!(page.says("Ich kann nicht kommen"), "{}", page.body);
        // Opening it has done nothing.
        let list = office.get_staff(&format!("{STAFF}?lang=en")).await;
        assert!(list.says("no answer"), "{}", list.body);
        for _ in 0..2 {
            let done = office.post_form(&decline, &[]).await;
            assert!(done.says("Danke für die Nachricht"), "{}", done.body);
        }
        office.event("invitation.declined.v1").await;
        let page = office.get(&link).await;
        assert!(page.says("Sie haben abgesagt"), "{}", page.body);
        let done = office.send_form(&link, &[]).await;
        assert!(done.says("Sie sind angemeldet"), "{}", done.body);
        office.event("invitation.answered.v1").await;
        office
    })
    .await;
}

#[tokio::test]
async fn a_forum_by_invitation_only_says_so_and_never_who_is_invited() {
    in_office(|mut office| async move {
        office.by_invitation_only().await;
        office.anna().await;
        let page = office.get(&format!("{FORUM}?lang=en")).await;
        assert!(page.says("By invitation only"), "{}", page.body);
        assert!(!page.says("name=\"email\""), "no form: {}", page.body);
        let answer = office.get("/api/v1/forums/cooperation-forum").await;
        assert_eq!(answer.json()["by_invitation_only"], true);
        // The same for who is invited and who is not, on the page and by the API.
        let mut answers = Vec::new();
        for email in ["anna@a.example", "nobody@b.example"] {
            let body = json!({ "contact": { "name": "Anna König", "email": email } });
            let answer = office.post_json(API, &body).await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::FORBIDDEN, "by_invitation_only".to_owned())
            );
            let fields = [
                ("name", "A"),
                ("email", email),
                ("attending", "yes"),
                ("revision", "2"),
            ];
            let page = office.post_form(&format!("{FORUM}?lang=en"), &fields).await;
            assert_eq!(page.status, StatusCode::CONFLICT);
            assert!(
                page.says("Only invited guests can sign up"),
                "{}",
                page.body
            );
            answers.push((answer.json()["title"].clone(), page.body.len()));
        }
        assert_eq!(answers[0], answers[1]);
        office
    })
    .await;
}

/// Unknown, withdrawn, of a forum that is a draft: each a clear page, and nothing about anybody.
#[tokio::test]
async fn a_link_that_does_not_work_says_so_and_nothing_else() {
    in_office(|mut office| async move {
        let link = office.anna().await;
        for unknown in [
            "/invited/x",
            "/invited/Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw",
        ] {
            for path in [unknown.to_owned(), format!("{unknown}/decline")] {
                let page = office.get(&path).await;
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
                assert!(!page.says("anna"), "{}", page.body);
            }
        }
        let list = office.get_staff(&format!("{STAFF}?lang=en")).await;
        let id = between(&list.body, "/invitations/inv_")
            .split('/')
            .next()
            .unwrap();
        let withdraw = format!("{STAFF}/inv_{id}/withdraw");
        let elsewhere = withdraw.replace(SLUG, "another-forum");
        assert_eq!(
            office.get_staff(&elsewhere).await.status,
            StatusCode::NOT_FOUND
        );
        let asked = office.get_staff(&withdraw).await;
        assert!(asked.says("Anna König"), "{}", asked.body);
        let done = office.post_staff_form(&withdraw, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        office.event("invitation.withdrawn.v1").await;
        for path in [link.clone(), format!("{link}/decline")] {
            for page in [office.get(&path).await, office.post_form(&path, &[]).await] {
                assert_eq!(page.status, StatusCode::GONE, "{path}: {}", page.body);
                assert!(page.says("gilt nicht mehr") || page.says("no longer valid"));
                assert!(!page.says("König"), "{}", page.body);
            }
        }
        // Invited once more, by another link.
        assert_ne!(office.anna().await, link);
        let draft = sample(SLUG).replace("state = \"published\"", "state = \"draft\"");
        office.apply(&draft).await;
        office
    })
    .await;
}

#[tokio::test]
async fn a_code_opens_a_closed_forum_until_it_is_used_up_and_no_other_forum() {
    in_office(|mut office| async move {
        office.by_invitation_only().await;
        let code = office.code(1).await;
        let linked = format!("{FORUM}?code={code}&lang=en");
        let page = office.get(&linked).await;
        assert!(page.says("name=\"email\""), "{}", page.body);
        assert!(page.says(&format!("value=\"{code}\"")), "{}", page.body);
        // A code of another forum, and one that never was.
        let other = sample("business-lunch");
        office
            .apply(&format!("by_invitation_only = true\n{other}"))
            .await;
        for path in [
            format!("/forums/business-lunch?code={code}&lang=en"),
            format!("{FORUM}?code=ZZZZZ-ZZZZZ&lang=en"),
        ] {
            let page = office.get(&path).await;
            assert!(
                page.says("We do not know this code"),
                "{path}: {}",
                page.body
            );
            assert!(!page.says("name=\"email\""), "{path}");
        }
        let elsewhere = json!({
            "contact": { "name": "Li Wei", "email": "li@c.example" }, "code": code,
        });
        let refused = office
            .post_json("/api/v1/forums/business-lunch/registrations", &elsewhere)
            .await;
        assert_eq!(refused.code(), "unknown_code");
        // However it is typed.
        let typed = json!({
            "contact": { "name": "Li Wei", "email": "li@c.example" },
            "code": code.to_lowercase().replace('-', " "),
        });
        let taken = office.post_json(API, &typed).await;
        assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.body);
        let second = json!({
            "contact": { "name": "Jan", "email": "jan@d.example" }, "code": code,
        });
        assert_eq!(office.post_json(API, &second).await.code(), "code_used_up");
        let page = office.get(&linked).await;
        assert!(page.says("has been used up"), "{}", page.body);
        assert!(!page.says("name=\"email\""), "{}", page.body);
        let codes = "/console/forums/cooperation-forum/codes";
        let staff = office.get_staff(codes).await;
        assert!(
            staff.says("Chamber of Lyon") && staff.says("1 / 1"),
            "{}",
            staff.body
        );
        office.link().await;
        office
    })
    .await;
}

#[tokio::test]
async fn the_staff_paste_a_list_see_what_would_happen_and_invite() {
    in_office(|mut office| async move {
        let list = "E-Mail;Name;Land\nanna@a.example;Anna;DE\nnobody;Ben;DE\nanna@a.example;A;DE\n";
        let page = format!("{STAFF}?lang=en");
        let tried = office
            .post_staff_form(&page, &[("list", list), ("step", "try")])
            .await;
        assert_eq!(tried.status, StatusCode::OK, "{}", tried.body);
        assert!(tried.says("One person would be invited"), "{}", tried.body);
        assert!(
            tried.says("Line 3: E-mail: No e-mail can be sent"),
            "{}",
            tried.body
        );
        assert!(tried.says("Nobody is invited yet"), "{}", tried.body);
        let done = office
            .post_staff_form(&page, &[("list", list), ("step", "invite")])
            .await;
        assert!(done.says("One person is invited"), "{}", done.body);
        office.invited().await;
        let again = office
            .post_staff_form(&page, &[("list", list), ("step", "invite")])
            .await;
        assert!(again.says("Nobody new has been invited"), "{}", again.body);
        assert!(again.says("2 were invited already"), "{}", again.body);
        let empty = office.post_staff_form(&page, &[("step", "invite")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.says("The list is empty"), "{}", empty.body);
        office
    })
    .await;
}

/// As it comes from the spreadsheet, whatever is chosen in the browser.
#[tokio::test]
async fn the_staff_upload_a_list_as_a_file() {
    in_office(|mut office| async move {
        let mut body =
            b"--x\r\nContent-Disposition: form-data; name=\"step\"\r\n\r\ninvite\r\n--x\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"g.csv\"\r\n\r\n"
                .to_vec();
        body.extend(b"E-Mail;Name\r\nkaethe@a.example;K\xe4the M\xfcller\r\n--x--\r\n");
        let page = format!("{STAFF}?lang=en");
        let done = office.upload_staff(&page, body).await;
        assert!(done.says("One person is invited"), "{}", done.body);
        assert!(done.says("Käthe Müller"), "{}", done.body);
        office.invited().await;
        office
    })
    .await;
}

/// As many as the command takes: the page names what is wrong, and says to choose the file once more.
#[tokio::test]
async fn a_long_list_is_uploaded_and_one_that_is_too_long_is_refused_with_the_limit() {
    in_office(|office| async move {
        let page = format!("{STAFF}?lang=en");
        let file = |step: &str, list: &str| {
            let head = format!(
                "--x\r\nContent-Disposition: form-data; name=\"step\"\r\n\r\n{step}\r\n--x\r\n\
                 Content-Disposition: form-data; name=\"file\"; filename=\"g.csv\"\r\n\r\n"
            );
            format!("{head}{list}\r\n--x--\r\n").into_bytes()
        };
        let rows = |most: u32| {
            let row = |n| format!("guest-{n}@a.example;Guest Number {n}\n");
            let rows: String = (0..most).map(row).collect();
            format!("E-Mail;Name\n{rows}")
        };
        let long = rows(2_000);
        assert!(
            long.len() > 70_000,
            "more than a form without a file may have"
        );
        let tried = office.upload_staff(&page, file("try", &long)).await;
        assert_eq!(tried.status, StatusCode::OK, "{}", tried.body);
        assert!(tried.says("2000 people would be invited"), "{}", tried.body);
        assert!(tried.says("choose the file once more"), "{}", tried.body);
        assert!(
            !tried.says("guest-7@a.example"),
            "not a hundred kilobytes of it"
        );
        let done = office.upload_staff(&page, file("invite", &long)).await;
        assert!(done.says("2000 people are invited"), "{}", done.body);
        assert!(!done.says("choose the file once more"), "{}", done.body);
        let refused = office.upload_staff(&page, file("try", &rows(50_002))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("more than 50,000 rows"), "{}", refused.body);
        office
    })
    .await;
}

#[tokio::test]
async fn programs_withdraw_an_invitation_once_and_not_one_that_is_answered() {
    in_office(|mut office| async move {
        let link = office.anna().await;
        let list: Value = office.get_staff(PROGRAM).await.json();
        let id = list["items"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("{PROGRAM}/{id}/withdraw");
        let elsewhere = path.replace(SLUG, "business-lunch");
        office.apply(&sample("business-lunch")).await;
        let body = json!({});
        for unknown in [elsewhere, format!("{PROGRAM}/nothing/withdraw")] {
            let answer = office.post_staff_json(&unknown, &body).await;
            assert_eq!(answer.code(), "unknown_invitation", "{unknown}");
        }
        for _ in 0..2 {
            let answer = office.post_staff_json(&path, &body).await;
            assert_eq!(answer.json()["state"], "withdrawn", "{}", answer.body);
        }
        assert_eq!(office.get(&link).await.status, StatusCode::GONE);
        let audit = office.audit("invitation.withdrawn").await;
        assert_eq!(audit, [id], "once, for the second call changes nothing");
        let link = office.anna().await;
        let done = office.send_form(&link, &[]).await;
        assert!(done.says("Sie sind angemeldet"), "{}", done.body);
        let answer = office.post_staff_json(&path, &body).await;
        assert_eq!(answer.code(), "invitation_answered");
        office
    })
    .await;
}

#[tokio::test]
async fn programs_invite_and_ask_who_has_answered_by_the_same_rules() {
    in_office(|mut office| async move {
        let people = json!([
            { "name": "Anna König", "email": "anna@a.example", "language": "de" },
            { "name": "", "email": "ben@b.example" },
        ]);
        let dry = json!({ "people": people, "dry_run": true });
        let answer = office.post_staff_json(PROGRAM, &dry).await;
        assert_eq!(answer.json()["invited"], 1, "{}", answer.body);
        let answer = office
            .post_staff_json(PROGRAM, &json!({ "people": people }))
            .await;
        let row = json!({ "line": 2, "column": "name", "reason": "required" });
        assert_eq!(answer.json()["invited"], 1, "{}", answer.body);
        assert_eq!(answer.json()["rows"], json!([row]));
        office.invited().await;
        let answer = office
            .post_staff_json(PROGRAM, &json!({ "people": people }))
            .await;
        assert_eq!(answer.json()["already_invited"], 1, "{}", answer.body);
        let list: Value = office.get_staff(PROGRAM).await.json();
        assert_eq!(list["items"][0]["state"], "invited");
        assert_eq!(list["items"][0]["contact"]["email"], "anna@a.example");
        for (order, status) in [
            (json!({ "people": [] }), StatusCode::UNPROCESSABLE_ENTITY),
            (
                json!({ "people": vec![people[0].clone(); 501] }),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
        ] {
            assert_eq!(office.post_staff_json(PROGRAM, &order).await.status, status);
        }
        let unknown = PROGRAM.replace(SLUG, "another-forum");
        let answer = office
            .post_staff_json(&unknown, &json!({ "people": people }))
            .await;
        assert_eq!(answer.code(), "unknown_forum");
        office
    })
    .await;
}
