//! The office changes a forum: on a page, by a program, and what the other workers hear of it.

use kontor_registrations::list_forums;
use serde_json::json;

use crate::office::{Office, in_office};

const PAGE: &str = "/console/forums/cooperation-forum/change?lang=en";
const API: &str = "/api/v1/forums/cooperation-forum";

/// The fields of the form as the page has them.
async fn fields(office: &Office) -> Vec<(String, String)> {
    let page = office.get_staff(PAGE).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next().unwrap().replace("&#x2f;", "/"))
    };
    let inputs = page.body.split("<input ").skip(1).filter_map(|rest| {
        let tag = rest.split('>').next()?;
        Some((attribute(tag, "name")?, attribute(tag, "value")?))
    });
    let mut fields: Vec<_> = inputs.filter(|(name, _)| name != "q").collect();
    for select in page.body.split("<select ").skip(1) {
        let tag = select.split("</select>").next().unwrap();
        let chosen = tag
            .split("<option ")
            .find(|option| option.contains(" selected"));
        fields.push((
            attribute(tag, "name").unwrap(),
            attribute(chosen.unwrap(), "value").unwrap(),
        ));
    }
    fields
}

fn with<'a>(
    fields: &'a [(String, String)],
    changes: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let is_kept = |name: &str| changes.iter().all(|(changed, _)| *changed != name);
    let kept = fields.iter().map(|(name, value)| (&**name, &**value));
    let kept = kept.filter(|(name, _)| is_kept(name));
    kept.chain(changes.iter().copied()).collect()
}

async fn starts(office: &Office) -> (String, String) {
    let forums = list_forums(&office.database).await.unwrap();
    let forum = &forums[0];
    (forum.starts.clone(), forum.registration_closes.clone())
}

#[tokio::test]
async fn the_page_shows_old_and_new_and_who_is_told_before_it_is_done() {
    in_office(|mut office| async {
        office.event("forum.published.v1").await;
        let (before, closes) = starts(&office).await;
        let fields = fields(&office).await;
        let unchanged = office.post_staff_form(PAGE, &with(&fields, &[])).await;
        assert!(unchanged.says("Nothing has changed."), "{}", unchanged.body);
        let day = before.split('T').next().unwrap().to_owned();
        let later = format!("{}T11:30", day.replace("2027-", "2028-"));
        let moved = with(&fields, &[("starts", &later), ("step", "show")]);
        let preview = office.post_staff_form(PAGE, &moved).await;
        assert_eq!(preview.status, 200, "{}", preview.body);
        assert!(preview.says("Nobody gets an e-mail."), "{}", preview.body);
        assert_eq!(
            starts(&office).await,
            (before, closes),
            "a look changes nothing"
        );
        let done = with(
            &fields,
            &[
                ("starts", &later),
                ("note_de", "Saal belegt."),
                ("step", "do"),
            ],
        );
        let answer = office.post_staff_form(PAGE, &done).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let (starts, closes) = starts(&office).await;
        assert_eq!(starts, format!("{later}:00"));
        assert!(
            closes.starts_with("2028-"),
            "the deadline went along: {closes}"
        );
        let event = office.event("forum.published.v1").await;
        let change = &event["data"]["change"];
        assert_eq!(change["note"]["de"], "Saal belegt.");
        assert!(
            change["before"]["starts"]["local"]
                .as_str()
                .unwrap()
                .starts_with("2027-")
        );
        assert_eq!(event["sequence"], "0000000000000000002");
        office
    })
    .await;
}

/// It is named, seen on the page, and taken back, and nobody gets mail of it.
#[tokio::test]
async fn until_when_people_may_change_who_comes_is_named_and_taken_back() {
    in_office(|mut office| async {
        office.event("forum.published.v1").await;
        let (starts, _) = starts(&office).await;
        let at_the_beginning = starts[..16].to_owned();
        let named = format!("{}T07:00", &starts[..10]);
        let before = fields(&office).await;
        let of = |fields: &[(String, String)]| {
            let found = fields.iter().find(|(name, _)| name == "changes_close");
            found.unwrap().1.clone()
        };
        assert_eq!(of(&before), "");
        let order = with(&before, &[("changes_close", &named), ("step", "show")]);
        let preview = office.post_staff_form(PAGE, &order).await;
        for says in [
            "Changes possible until",
            "until the forum begins",
            "Nobody gets an e-mail.",
        ] {
            assert!(preview.says(says), "{says}: {}", preview.body);
        }
        let order = with(&before, &[("changes_close", &named), ("step", "do")]);
        assert_eq!(office.post_staff_form(PAGE, &order).await.status, 303);
        let event = office.event("forum.published.v1").await;
        assert_eq!(
            event["data"]["changes_close"]["local"],
            format!("{named}:00")
        );
        let named_now = fields(&office).await;
        assert_eq!(of(&named_now), named);
        let back = with(&named_now, &[("changes_close", ""), ("step", "do")]);
        assert_eq!(office.post_staff_form(PAGE, &back).await.status, 303);
        assert_eq!(of(&fields(&office).await), "");

        for (closes, status) in [
            (json!(at_the_beginning.clone() + ":00"), 200),
            (
                json!(at_the_beginning.replace("2027-", "2028-") + ":00"),
                422,
            ),
            (json!(null), 200),
        ] {
            let body = json!({ "change": { "changes_close": closes } });
            let answer = office.patch_staff(API, &body).await;
            assert_eq!(answer.status, status, "{}", answer.body);
            if status == 422 {
                let error = &answer.json()["errors"][0];
                assert_eq!(error["pointer"], "/change/changes_close");
                assert_eq!(error["code"], "changes_close_too_late");
            }
        }
        assert_eq!(of(&fields(&office).await), "");
        office
    })
    .await;
}

#[tokio::test]
async fn of_two_organisers_at_once_the_second_is_told() {
    in_office(|office| async {
        let fields = fields(&office).await;
        for (capacity, expected) in [("61", 303), ("62", 409)] {
            let order = with(&fields, &[("capacity", capacity), ("step", "do")]);
            let answer = office.post_staff_form(PAGE, &order).await;
            assert_eq!(answer.status.as_u16(), expected, "{}", answer.body);
            if expected == 409 {
                assert!(answer.says("Somebody else has changed"), "{}", answer.body);
                assert!(answer.says("value=\"61\""), "{}", answer.body);
            }
        }
        office
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    in_office(|office| async {
        let fields = fields(&office).await;
        for (field, value, says) in [
            ("starts", "2020-01-01T10:00", "already passed"),
            ("starts", "tomorrow", "date and time"),
            ("capacity", "0", "too small or too large"),
            (
                "registration_closes",
                "2039-01-01T10:00",
                "after the forum has ended",
            ),
            (
                "changes_close",
                "2039-01-01T10:00",
                "until it begins at most",
            ),
        ] {
            let order = with(&fields, &[(field, value), ("step", "show")]);
            let answer = office.post_staff_form(PAGE, &order).await;
            assert_eq!(answer.status, 422, "{}", answer.body);
            assert!(answer.says(says), "{field}: {}", answer.body);
            assert!(
                answer.says(&format!("id=\"{field}-error\"")),
                "{}",
                answer.body
            );
            assert!(
                answer.says(&format!("value=\"{value}\"")),
                "{}",
                answer.body
            );
        }
        office
    })
    .await;
}

#[tokio::test]
async fn a_program_asks_first_and_then_does_what_it_was_told() {
    in_office(|mut office| async {
        office.event("forum.published.v1").await;
        let order = json!({ "change": { "state": "cancelled" }, "dry_run": true });
        let would = office.patch_staff(API, &order).await;
        assert_eq!(would.status, 200, "{}", would.body);
        assert_eq!(would.json()["told"]["of"], json!(["state"]));
        assert_eq!(would.json()["sequence"], 1);
        let order = json!({ "change": { "capacity": 7 }, "sequence": 1, "silent": true });
        let done = office.patch_staff(API, &order).await;
        assert_eq!(done.json()["sequence"], 2, "{}", done.body);
        assert_eq!(done.json()["changes"][0]["now"], "7");
        let late = office.patch_staff(API, &order).await;
        assert_eq!(
            (late.status.as_u16(), late.code()),
            (409, "forum_changed".to_owned())
        );
        let event = office.event("forum.published.v1").await;
        assert_eq!(event["data"]["change"]["silent"], true);
        office
    })
    .await;
}

#[tokio::test]
async fn a_program_hears_every_fault_with_its_place() {
    in_office(|office| async {
        for (change, pointer, code) in [
            (
                json!({ "starts": "2020-01-01T10:00:00" }),
                "/change/starts",
                "in_the_past",
            ),
            (
                json!({ "format": "online", "venue": { "name": { "de": "x" }, "address": "y" } }),
                "",
                "",
            ),
            (json!({ "title": {} }), "/change/title", "invalid_line"),
            (
                json!({ "venue": { "name": { "de": "a\u{1}b" }, "address": "y" } }),
                "/change/venue/name",
                "invalid_line",
            ),
            (
                json!({ "colour": "red" }),
                "/change/colour",
                "unknown_field",
            ),
        ] {
            let order = json!({ "change": change, "dry_run": true });
            let answer = office.patch_staff(API, &order).await;
            if code.is_empty() {
                assert_eq!(answer.status, 200, "{}", answer.body);
                continue;
            }
            assert_eq!(answer.status, 422, "{}", answer.body);
            let errors = answer.json()["errors"].clone();
            let is_it =
                |error: &serde_json::Value| error["pointer"] == pointer && error["code"] == code;
            assert!(errors.as_array().unwrap().iter().any(is_it), "{errors}");
        }
        let order = json!({ "change": {} });
        let answer = office
            .patch_staff("/api/v1/forums/no-such-forum", &order)
            .await;
        assert_eq!(answer.code(), "unknown_forum");
        office
    })
    .await;
}
