//! The pages as people go through them, and as they look.

use axum::http::{StatusCode, header};
use kontor_registrations::list_forums;

use crate::office::{Answer, FORUM, Office, in_office, sample};

const JAN: [(&str, &str); 5] = [
    ("name", "Jan von der Müller-Söhne"),
    ("email", "jan@a.example"),
    ("organisation", "株式会社"),
    ("language", "de"),
    ("attending", "yes"),
];

/// The content of a page, without what differs from build to build and without the long list of
/// countries.
pub(crate) fn content(answer: &Answer) -> String {
    let main = answer
        .body
        .split("<main")
        .nth(1)
        .and_then(|rest| rest.split("</main>").next());
    let lines = main.unwrap_or(&answer.body).lines().filter(|line| {
        let country = line.starts_with("<option") && line.len() > 20 && line.contains("value=\"");
        let kept = ["value=\"\"", "value=\"DE\"", "\"de\"", "\"en\"", "\"fr\""];
        !line.trim().is_empty() && (!country || kept.iter().any(|kept| line.contains(kept)))
    });
    let lines = lines.map(|line| match line.split_once("name=\"form\" value=\"") {
        Some((before, _)) => format!("{before}name=\"form\" value=\"…\">"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

impl Office {
    /// Opens the form and sends it with these fields.
    pub(crate) async fn sign_up(&self, more: &[(&str, &str)]) -> Answer {
        let page = self.get(FORUM).await;
        let revision = between(&page.body, "name=\"revision\" value=\"");
        let id = between(&page.body, "name=\"form\" value=\"");
        let own: [(&str, &str); 2] = [("form", id), ("revision", revision)];
        let fields = own.iter().chain(more).copied();
        self.post_form(FORUM, &fields.collect::<Vec<_>>()).await
    }
}

/// What stands between these words and the next quotation mark.
pub(crate) fn between<'a>(text: &'a str, before: &str) -> &'a str {
    let rest = text.split_once(before).unwrap().1;
    rest.split_once('"').unwrap().0
}

#[tokio::test]
async fn a_person_signs_up_and_confirms() {
    in_office(|mut office| async {
        let list = office.get("/?lang=en").await;
        assert!(list.says("href=\"/forums/cooperation-forum?lang=en\""));
        insta::assert_snapshot!("forums_en", content(&list));
        insta::assert_snapshot!("forum_de", content(&office.get(FORUM).await));

        let sent = office.sign_up(&JAN).await;
        assert_eq!(sent.status, StatusCode::OK);
        assert!(
            !sent.headers.contains_key(header::LOCATION),
            "nothing personal in an address"
        );
        insta::assert_snapshot!("check_mail_de", content(&sent));

        let link = office.link().await;
        for _ in 0..3 {
            let opened = office.get(&link).await;
            assert_eq!(
                opened.status,
                StatusCode::OK,
                "a scanner may open it as often as it likes"
            );
            assert_eq!(opened.headers[header::REFERRER_POLICY], "same-origin");
            assert_eq!(opened.headers[header::CACHE_CONTROL], "no-store");
        }
        assert_eq!(
            list_forums(&office.database).await.unwrap()[0]
                .registrations
                .confirmed,
            0
        );
        let opened = office.get(&link).await;
        insta::assert_snapshot!(
            "confirm_ask_de",
            content(&opened).replace(&link, "/confirm/…")
        );
        let pressed = office.post_form(&link, &[]).await;
        assert_eq!(pressed.status, StatusCode::OK);
        let without_link = |answer: &Answer| content(answer).replace(&link, "/confirm/…");
        insta::assert_snapshot!("confirm_confirmed_de", without_link(&pressed));
        let again = office.post_form(&link, &[]).await;
        assert_eq!(again.status, StatusCode::OK);
        insta::assert_snapshot!("confirm_already_de", without_link(&again));
        assert_eq!(content(&office.get(&link).await), content(&again));
        let confirmed = office.event("registration.confirmed.v1").await;
        assert_eq!(
            confirmed["data"]["contact"]["name"],
            "Jan von der Müller-Söhne"
        );

        let forums = office.get_staff("/console/forums?lang=fr").await;
        insta::assert_snapshot!("staff_forums_fr", content(&forums));
        let staff = office.get_staff("/console/forums/cooperation-forum").await;
        assert!(staff.says("jan@a.example") && staff.says("株式会社"));
        let id = between(&staff.body, "<tr id=\"");
        insta::assert_snapshot!("staff_forum_de", content(&staff).replace(id, "reg_…"));
        office
    })
    .await;
}

/// The file has the UID of the entry in the mail, and names nobody; whoever has not confirmed may not
/// know where to join.
#[tokio::test]
async fn whoever_has_confirmed_can_put_the_forum_into_any_calendar() {
    in_office(|mut office| async {
        office.sign_up(&JAN).await;
        let link = office.link().await;
        let file = format!("{link}/calendar.ics");
        assert_eq!(office.get(&file).await.status, StatusCode::NOT_FOUND);
        office.post_form(&link, &[]).await;
        let confirmed = office.event("registration.confirmed.v1").await;
        let answer = office.get(&file).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(
            answer.headers[header::CONTENT_TYPE],
            "text/calendar; charset=utf-8"
        );
        let id = confirmed["data"]["registration"].as_str().unwrap();
        assert!(answer.says(&format!("UID:{id}\r\n")), "{}", answer.body);
        assert!(answer.says("METHOD:PUBLISH") && !answer.says("jan@a.example"));
        office
    })
    .await;
}

/// What search engines and messengers read of a forum: the same as the page says.
#[tokio::test]
async fn a_forum_introduces_itself_to_search_engines() {
    in_office(|office| async {
        let page = office.get(&format!("{FORUM}?lang=en")).await;
        for part in [
            "<link rel=\"canonical\" href=\"https://office.example/forums/cooperation-forum?lang=en\">",
            "hreflang=\"fr\" href=\"https://office.example/forums/cooperation-forum?lang=fr\"",
            "hreflang=\"x-default\" href=\"https://office.example/forums/cooperation-forum\"",
            "<meta property=\"og:title\" content=\"International cooperation forum at the fair\">",
            "<a href=\"tel:+49511000030\">",
            "<a href=\"https://www.openstreetmap.org/search?query=Messeallee%205",
        ] {
            assert!(page.says(part), "{part}");
        }
        let data = page.body.split("ld+json\">").nth(1).unwrap();
        let data = data.split("</script>").next().unwrap();
        let event: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(event["@type"], "Event");
        assert_eq!(event["startDate"], "2027-04-13T10:00:00+02:00");
        assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
        assert_eq!(event["location"][0]["@type"], "Place");
        let refused = office.sign_up(&[("name", "")]).await;
        assert!(refused.says("<meta name=\"robots\" content=\"noindex\">"));
        office
    })
    .await;
}

#[tokio::test]
async fn a_form_with_faults_keeps_what_was_typed() {
    in_office(|office| async {
        let wrong = [
            ("name", ""),
            ("email", "jan@"),
            ("organisation", "Müller & <b>Söhne</b>"),
            ("country", "DE"),
            ("language", "fr"),
            ("participant", ""),
            ("participant", "Li\u{202e}Wei"),
            ("participant", "Ольга"),
            ("news", "yes"),
        ];
        let shown = office.sign_up(&wrong).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in [
            "value=\"Müller &amp; &lt;b&gt;Söhne&lt;/b&gt;\"",
            "value=\"jan@\"",
            "value=\"Ольга\"",
            "<option value=\"DE\" selected>",
            "href=\"#name\"",
            "href=\"#participant-2\"",
            "aria-describedby=\"participant-2-error\"",
        ] {
            assert!(shown.says(text), "{text}\n{}", content(&shown));
        }
        insta::assert_snapshot!("forum_with_faults_de", content(&shown));
        let nobody = office.sign_up(&JAN[..4]).await;
        assert!(nobody.says("href=\"#attending\""), "nobody takes part");
        let named_twice = office
            .sign_up(&[("name", ""), ("email", "a@b.example"), ("attending", "yes")])
            .await;
        assert_eq!(named_twice.body.matches("href=\"#name\"").count(), 1);
        assert_eq!(list_forums(&office.database).await.unwrap()[0].taken, 0);
        office
    })
    .await;
}

#[tokio::test]
async fn more_names_are_a_button_away_and_pressing_twice_counts_once() {
    in_office(|office| async {
        let more = office
            .sign_up(&[&JAN[..], &[("participant", "Li"), ("more", "1")]].concat())
            .await;
        assert_eq!(more.status, StatusCode::OK);
        assert!(more.says("id=\"participant-2\"") && more.says("value=\"Li\""));
        let page = office.get(FORUM).await;
        let id = between(&page.body, "name=\"form\" value=\"");
        let twice = [
            &JAN[..],
            &[("participant", "Li"), ("form", id), ("revision", "1")],
        ]
        .concat();
        for _ in 0..2 {
            assert_eq!(office.post_form(FORUM, &twice).await.status, StatusCode::OK);
        }
        // Going back and correcting the address is another sign-up, not a repetition.
        let corrected: Vec<_> = twice
            .iter()
            .map(|(name, value)| match *name {
                "email" => ("email", "jan.mueller@a.example"),
                _ => (*name, *value),
            })
            .collect();
        assert_eq!(
            office.post_form(FORUM, &corrected).await.status,
            StatusCode::OK
        );
        let forum = &list_forums(&office.database).await.unwrap()[0];
        assert_eq!((forum.taken, forum.registrations.pending), (4, 2));
        office
    })
    .await;
}

#[tokio::test]
async fn a_stale_form_says_what_has_changed_and_keeps_what_was_typed() {
    in_office(|office| async {
        let text = sample("cooperation-forum");
        let typed = [&JAN[..], &[("form", "f"), ("revision", "1")]].concat();
        let send = || office.post_form(FORUM, &typed);
        office.apply(&text.replace("T16:00:00", "T17:00:00")).await;
        let changed = send().await;
        assert_eq!(changed.status, StatusCode::CONFLICT);
        insta::assert_snapshot!("forum_changed_de", content(&changed));
        assert_eq!(between(&changed.body, "name=\"revision\" value=\""), "2");

        office
            .apply(&text.replace("capacity = 120", "capacity = 1"))
            .await;
        let group = [
            &JAN[..],
            &[("form", "g"), ("revision", "3"), ("participant", "Li")],
        ]
        .concat();
        let full = office.post_form(FORUM, &group).await;
        assert_eq!(full.status, StatusCode::CONFLICT);
        assert!(full.says("nicht mehr genügend Plätze frei") && full.says("value=\"Li\""));

        office
            .clock
            .advance(jiff::SignedDuration::from_hours(24 * 60));
        let closed = send().await;
        assert_eq!(closed.status, StatusCode::CONFLICT);
        assert!(
            closed.says("value=\"jan@a.example\""),
            "what was typed is kept"
        );
        assert!(closed.says("Die Anmeldung wurde geschlossen"));
        assert!(
            !closed.says("class=\"actions\""),
            "but cannot be sent any more"
        );
        assert!(!office.get(FORUM).await.says("<form"));
        office
    })
    .await;
}

#[tokio::test]
async fn a_link_past_its_time_shows_the_way_to_sign_up_again() {
    in_office(|mut office| async {
        office.sign_up(&JAN).await;
        let link = office.link().await;
        office.clock.advance(jiff::SignedDuration::from_hours(48));
        let opened = office.get(&link).await;
        assert_eq!(opened.status, StatusCode::GONE);
        insta::assert_snapshot!("confirm_expired_de", content(&opened));
        let pressed = office.post_form(&link, &[]).await;
        assert_eq!(
            (pressed.status, content(&pressed)),
            (StatusCode::GONE, content(&opened))
        );
        let expired = office.event("registration.expired.v1").await;
        assert!(expired["data"].get("contact").is_none());
        assert_eq!(office.sign_up(&JAN).await.status, StatusCode::OK);
        let fresh = office.link().await;
        assert_eq!(office.post_form(&fresh, &[]).await.status, StatusCode::OK);
        let old = office.get(&link).await;
        assert_eq!(old.status, StatusCode::GONE, "the old link stays old");
        insta::assert_snapshot!("confirm_replaced_de", content(&old));
        assert_eq!(content(&office.post_form(&link, &[]).await), content(&old));
        office
    })
    .await;
}

#[tokio::test]
async fn pages_speak_the_language_asked_for() {
    in_office(|office| async {
        office.apply(&sample("city-delegation")).await;
        let french = office.get("/forums/cooperation-forum?lang=fr").await;
        assert!(french.says("Forum international de coopération") && french.says("S’inscrire"));
        assert!(french.says("action=\"/forums/cooperation-forum?lang=fr#answer\""));
        let chinese = office.get("/forums/city-delegation?lang=zh-Hans").await;
        assert!(
            chinese.says("lang=\"zh-Hans\">佛山市代表团来访"),
            "the office's text is marked"
        );
        assert!(chinese.says("<option value=\"zh-Hans\" selected>中文"));
        let unknown = office.get("/forums/nowhere?lang=fr").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert!(unknown.says("Cette rencontre n’existe pas"));
        office
    })
    .await;
}

#[tokio::test]
async fn a_typed_address_can_be_corrected_and_the_mail_sent_again() {
    in_office(|office| async {
        let typed = [&JAN[..], &[("participant", "Li"), ("news", "yes")]].concat();
        let sent = office.sign_up(&typed).await;
        assert!(sent.says("jan@a.example"), "{}", content(&sent));
        for field in ["name", "email", "organisation", "participant", "news"] {
            let hidden = format!("type=\"hidden\" name=\"{field}\"");
            assert!(sent.says(&hidden), "{field}");
        }
        let correct = [
            &typed[..],
            &[("form", "x"), ("revision", "1"), ("show", "1")],
        ]
        .concat();
        let shown = office.post_form(FORUM, &correct).await;
        assert_eq!(shown.status, StatusCode::OK);
        for kept in [
            "value=\"jan@a.example\"",
            "value=\"Li\"",
            "value=\"株式会社\"",
        ] {
            assert!(shown.says(kept), "{kept}");
        }
        let again = between(&sent.body, "name=\"form\" value=\"").to_owned();
        let again = [&typed[..], &[("form", &*again), ("revision", "1")]].concat();
        assert!(office.post_form(FORUM, &again).await.says("jan@a.example"));
        let forum = &list_forums(&office.database).await.unwrap()[0];
        assert_eq!((forum.taken, forum.registrations.pending), (2, 1));
        office
    })
    .await;
}

/// Whoever chooses Chinese knows before signing up what will be in Chinese, and what in which language.
#[tokio::test]
async fn a_language_without_sentences_says_so_in_the_form() {
    in_office(|office| async {
        office.apply(&sample("city-delegation")).await;
        let page = office.get("/forums/city-delegation?lang=de").await;
        let partly = "中文 (Angaben zur Veranstaltung; alles Weitere: English)</option>";
        assert!(page.says(partly), "{}", content(&page));
        assert!(page.says("Deutsch</option>"), "{}", content(&page));
        office
    })
    .await;
}

#[tokio::test]
async fn choosing_another_language_keeps_what_was_typed() {
    in_office(|office| async {
        let page = office.get("/forums/cooperation-forum?lang=de").await;
        assert!(
            page.says("form=\"sign-up-form\" formaction=\"/forums/cooperation-forum?lang=en\"")
        );
        let typed = [
            &JAN[..2],
            &[("form", "x"), ("revision", "1"), ("show", "1")],
        ]
        .concat();
        let shown = office
            .post_form("/forums/cooperation-forum?lang=en", &typed)
            .await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.says("lang=\"en\"") && shown.says("value=\"jan@a.example\""));
        assert_eq!(list_forums(&office.database).await.unwrap()[0].taken, 0);
        office
    })
    .await;
}

#[tokio::test]
async fn nobody_is_lost_whose_browser_fills_in_the_hidden_field() {
    in_office(|office| async {
        let filled = [&JAN[..], &[("leave-empty", "https://example.org")]].concat();
        let shown = office.sign_up(&filled).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(shown.says("id=\"answer\"") && shown.says("value=\"jan@a.example\""));
        assert!(shown.says("name=\"leave-empty\" type=\"text\" value=\"\""));
        assert_eq!(list_forums(&office.database).await.unwrap()[0].taken, 0);
        office
    })
    .await;
}

#[tokio::test]
async fn a_link_says_why_it_cannot_confirm() {
    in_office(|mut office| async {
        let text = sample("cooperation-forum");
        office.sign_up(&JAN).await;
        let link = office.link().await;
        for (state, says) in [
            ("draft", "zurzeit nicht freigeschaltet"),
            ("cancelled", "Diese Veranstaltung ist abgesagt"),
        ] {
            let state = format!("state = \"{state}\"");
            office
                .apply(&text.replace("state = \"published\"", &state))
                .await;
            for answer in [office.get(&link).await, office.post_form(&link, &[]).await] {
                assert_eq!(answer.status, StatusCode::CONFLICT);
                assert!(answer.says(says), "{state}: {}", content(&answer));
                assert!(!answer.says("Noch ein Klick"), "{}", content(&answer));
            }
        }
        office.apply(&text).await;
        assert_eq!(office.post_form(&link, &[]).await.status, StatusCode::OK);
        office
    })
    .await;
}

/// Templates are strict: what a page reads must be there even when nobody gave it.
#[tokio::test]
async fn every_page_opens_with_and_without_every_optional_part() {
    in_office(|mut office| async {
        let all = "slug = \"all\"\nkind = \"conference\"\nformat = \"hybrid\"\nstate = \"published\"\n\
            organizer = \"Office\"\nlanguages = [\"de\", \"en\", \"fr\", \"zh-Hans\"]\nzone = \"Europe/Berlin\"\n\
            starts = 2027-03-02T10:00:00\nends = 2027-03-03T16:00:00\n\
            registration_opens = 2027-01-01T08:00:00\nregistration_closes = 2027-02-20T18:00:00\n\
            capacity = 20\nonline_url = \"https://meet.example/1\"\n[title]\nde = \"Titel\"\nen = \"Title\"\nfr = \"Titre\"\nzh-Hans = \"展会\"\n\
            [description]\nde = \"Text\"\n[venue]\naddress = \"Weg 1\"\n[venue.name]\nde = \"Saal\"\n\
            [contact]\nname = \"Büro\"\nemail = \"b@a.example\"\nphone = \"+49 1\"\n";
        let least = "slug = \"least\"\nkind = \"get_together\"\nformat = \"online\"\nstate = \"published\"\n\
            organizer = \"Office\"\nlanguages = [\"de\"]\nzone = \"Europe/Berlin\"\n\
            starts = 2027-03-02T10:00:00\nends = 2027-03-02T16:00:00\n\
            registration_closes = 2027-02-20T18:00:00\ncapacity = 20\nonline_url = \"https://meet.example/1\"\n\
            [title]\nde = \"Titel\"\n[contact]\nname = \"Büro\"\nemail = \"b@a.example\"\n";
        office.apply(all).await;
        office.apply(least).await;
        for slug in ["all", "least", "cooperation-forum"] {
            for language in ["de", "en", "fr"] {
                let path = format!("/forums/{slug}?lang={language}");
                let typed = |email: &str| {
                    [("form", slug), ("revision", "1"), ("name", "N"), ("attending", "yes")]
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .into_iter()
                        .chain([("email".to_owned(), email.to_owned())])
                        .collect::<Vec<_>>()
                };
                let wrong = typed("no address");
                let email = format!("{slug}-{language}@a.example");
                let right = typed(&email);
                let expected = [(StatusCode::UNPROCESSABLE_ENTITY, wrong), (StatusCode::OK, right)];
                assert_eq!(office.get(&path).await.status, StatusCode::OK, "{path}");
                for (status, fields) in expected {
                    let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                    let answer = office.post_form(&path, &fields).await;
                    assert_eq!(answer.status, status, "{path}: {}", content(&answer));
                }
                let link = format!("{}?lang={language}", office.link().await);
                assert_eq!(office.get(&link).await.status, StatusCode::OK, "{path}");
                assert_eq!(office.post_form(&link, &[]).await.status, StatusCode::OK, "{path}");
                for staff in ["/console/forums".to_owned(), format!("/console/forums/{slug}")] {
                    let page = office.get_staff(&format!("{staff}?lang={language}")).await;
                    assert_eq!(page.status, StatusCode::OK, "{staff}");
                }
            }
        }
        office
    })
    .await;
}

#[test]
fn every_language_has_every_text() {
    let missing = kontor_web::missing_keys(&[&kontor_registrations::PARTS]);
    assert_eq!(missing, Vec::<String>::new());
}
