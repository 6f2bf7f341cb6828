//! The staff's page of codes: one is made, used, and ended.

use axum::http::{StatusCode, header};
use kontor_registrations::list_codes;
use serde_json::json;

use crate::office::{API, FORUM, in_office};

const SLUG: &str = "cooperation-forum";
const PAGE: &str = "/console/forums/cooperation-forum/codes";

#[tokio::test]
async fn a_code_is_made_used_and_ended_by_the_rules_of_the_command() {
    in_office(|mut office| async move {
        let empty = office.get_staff(&format!("{PAGE}?lang=en")).await;
        assert!(empty.says("There are no codes"), "{}", empty.body);
        let fields = [("name", "Chamber of Lyon"), ("uses", " 2 "), ("places", "")];
        let made = office
            .post_staff_form(&format!("{PAGE}?lang=en"), &fields)
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let to = made.headers[header::LOCATION].to_str().unwrap();
        let page = office.get_staff(to).await;
        let codes = list_codes(&office.database, SLUG).await.unwrap().unwrap();
        let code = codes[0].code.clone();
        assert_eq!((codes[0].most_uses, codes[0].most_places), (Some(2), None));
        let told = format!("The code for Chamber of Lyon: {code}");
        assert!(page.says(&told) && page.says("0 / 2"), "{}", page.body);
        assert!(page.says(&format!("{FORUM}?code={code}")), "{}", page.body);

        let sign_up = |name: &str| {
            let email = format!("{name}@c.example");
            json!({ "contact": { "name": name, "email": email }, "code": code })
        };
        let taken = office.post_json(API, &sign_up("li")).await;
        assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.body);
        office.link().await;
        let page = office.get_staff(&format!("{PAGE}?lang=en")).await;
        assert!(page.says("1 / 2") && page.says("(1 left)"), "{}", page.body);

        let end = format!("{PAGE}/{}/end", codes[0].id);
        assert!(page.says(&format!("{end}?lang=en")), "{}", page.body);
        let asked = office.get_staff(&format!("{end}?lang=en")).await;
        assert!(
            asked.says("Nobody else can sign up with it"),
            "{}",
            asked.body
        );
        let open = list_codes(&office.database, SLUG).await.unwrap().unwrap();
        assert_eq!(open[0].ended_at, None, "a look ends nothing");
        for _ in 0..2 {
            let done = office.post_staff_form(&end, &[]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        }
        let refused = office.post_json(API, &sign_up("jan")).await;
        assert_eq!(refused.code(), "code_used_up");
        let page = office.get_staff(&format!("{PAGE}?ended=1&lang=en")).await;
        assert!(page.says("The code has been ended."), "{}", page.body);
        assert!(!page.says("1 / 2") && !page.says(&end), "{}", page.body);
        let form = office.get(&format!("{FORUM}?lang=en")).await;
        assert!(!form.says("name=\"code\""), "nobody is asked for one");
        for (action, times) in [("code.made", 1), ("code.ended", 1)] {
            assert_eq!(office.audit(action).await.len(), times, "{action}");
        }
        office
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_new_code_stands_beside_its_field() {
    in_office(|office| async move {
        for (fields, field, says) in [
            (
                [("name", " "), ("uses", "1"), ("places", "1")],
                "name",
                "in one line",
            ),
            (
                [("name", "A"), ("uses", "0"), ("places", "1")],
                "uses",
                "from 1 to 10000",
            ),
            (
                [("name", "A"), ("uses", "x"), ("places", "1")],
                "uses",
                "from 1 to 10000",
            ),
            (
                [("name", "A"), ("uses", ""), ("places", "100001")],
                "places",
                "from 1 to 100000",
            ),
        ] {
            let page = format!("{PAGE}?lang=en");
            let answer = office.post_staff_form(&page, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let beside = format!("id=\"{field}-error\"");
            assert!(answer.says(&beside) && answer.says(says), "{}", answer.body);
            let typed = fields.iter().find(|(name, _)| *name == "places").unwrap().1;
            assert!(
                answer.says(&format!("value=\"{typed}\"")),
                "{}",
                answer.body
            );
        }
        let codes = list_codes(&office.database, SLUG).await.unwrap().unwrap();
        assert_eq!(codes, []);
        for unknown in ["/console/forums/nowhere/codes", &format!("{PAGE}/x/end")] {
            let answer = office.get_staff(unknown).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
        }
        office
    })
    .await;
}
