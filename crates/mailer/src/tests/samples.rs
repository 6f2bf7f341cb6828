//! Every kind of mail before it goes: written from invented data, for the staff's pages, and for a forum of
//! the office's own, for the command line.

use axum::http::{Method, StatusCode, header};
use jiff::Timestamp;
use kontor_contracts::{Envelope, EventId, Language, Sequence, events::ForumPublished};
use kontor_runtime::Clock;
use kontor_store::Database;
use kontor_testkit::{FakeClock, on_both_engines};
use uuid::Uuid;

use super::{
    office::SETS,
    pages::{app, ask, get},
};
use crate::{
    Preview, PreviewError, PreviewWish, Settings,
    desk::Data,
    kinds::{KINDS, samples::moment},
    letter::samples,
    mail_kinds, preview_forum, preview_kind, preview_mail,
    store::keep_forum,
};

const ALL: &str = "/console/mail-samples";
const NOW: &str = "2027-02-01T09:00:00Z";

/// Whatever can be typed: it can be written, a subject is a line, markup stays text, and no link has a
/// secret.
#[test]
fn every_kind_can_be_written_in_every_language_from_all_data() {
    let (site, sender) = (samples::site(), samples::sender());
    let mut written = 0;
    for kind in KINDS {
        for language in site.words().languages() {
            for data in Data::ALL {
                let wish = data.wish(*kind, language);
                for number in 0..wish.samples.len() {
                    let example = wish.write(&site, &sender, number).unwrap().unwrap();
                    let name = format!("{} {language} {data:?} {number}", kind.word());
                    let (subject, parts) = (&example.subject, &example.parts);
                    assert!(
                        (1..=151).contains(&subject.chars().count()),
                        "{name}: {subject}"
                    );
                    assert!(!subject.contains(char::is_control), "{name}: {subject}");
                    assert!(parts.text.len() > 100, "{name}: {}", parts.text);
                    for markup in ["<script", "<b>z", "<GmbH>", "href=\"http://x.example"] {
                        assert!(!parts.html.contains(markup), "{name}: {markup}");
                    }
                    for part in [&parts.text, &parts.html] {
                        assert!(!part.contains("Zm9v_YmFy"), "{name}: {part}");
                    }
                    written += 1;
                }
                assert!(
                    wish.write(&site, &sender, wish.samples.len())
                        .unwrap()
                        .is_none()
                );
            }
        }
    }
    assert!(written > 16 * 9, "{written}");
}

/// The most that can be signed up at once are all named.
#[test]
fn the_strangest_confirmation_names_fifty_people_as_they_typed_it() {
    let (site, sender) = (samples::site(), samples::sender());
    let language: Language = "de".parse().unwrap();
    let kind = KINDS
        .iter()
        .find(|kind| kind.word() == "confirmation")
        .unwrap();
    let wish = Data::Strangest.wish(*kind, &language);
    let example = wish.write(&site, &sender, 0).unwrap().unwrap();
    let text = example.parts.text;
    assert_eq!(
        text.lines().filter(|line| line.starts_with("- ")).count(),
        50,
        "{text}"
    );
    for name in ["عبد الرحمن", "株式会社北京", "O'Brien & Söhne <GmbH>", "👩‍👩‍👧"]
    {
        assert!(text.contains(name), "{name}: {text}");
    }
    assert!(example.parts.calendar.is_some());
}

#[test]
fn every_kind_has_a_line_about_it_in_every_language() {
    let site = samples::site();
    for language in site.words().languages() {
        for kind in mail_kinds(&site, language) {
            assert!(
                !kind.about.is_empty(),
                "{language}: mail-kind-{}.about",
                kind.kind
            );
            assert!(!kind.own, "{}", kind.kind);
        }
    }
}

#[tokio::test]
async fn every_kind_is_shown_in_every_language_with_its_text_beside_it() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 0).await;
        for language in ["de", "en", "fr"] {
            let (status, list) = get(&app, &format!("{ALL}?lang={language}")).await;
            assert_eq!(status, StatusCode::OK, "{list}");
            assert_eq!(list.matches("<h1>").count(), 1);
            for kind in KINDS {
                let page = format!("{ALL}/{}/{language}", kind.word());
                assert!(
                    list.contains(&format!("href=\"{page}?lang={language}\"")),
                    "{page}"
                );
                for data in Data::ALL {
                    let query = format!("data={}&sample=1", data.word());
                    let (status, shown) = get(&app, &format!("{page}?{query}&lang=fr")).await;
                    assert_eq!(status, StatusCode::OK, "{page}: {shown}");
                    let frame = query.replace('&', "&amp;");
                    assert!(
                        shown.contains(&format!("src=\"{page}/html?{frame}\"")),
                        "{shown}"
                    );
                    assert!(shown.contains("sandbox=\"\"") && shown.contains("<pre lang="));
                    assert!(!shown.contains("<script"), "{page}");
                    let (status, html) = get(&app, &format!("{page}/html?{query}")).await;
                    assert_eq!(status, StatusCode::OK);
                    assert!(
                        html.contains(&format!("<html lang=\"{language}\"")),
                        "{html}"
                    );
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_frame_of_a_sample_may_do_nothing() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 0).await;
        let path = format!("{ALL}/confirmation/de/html");
        let answer = ask(&app, Method::GET, &path).await;
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(policy.ends_with("; sandbox"), "no rights at all: {policy}");
        assert!(!policy.contains("script"), "{policy}");
        for unknown in [
            "/newsletter/de",
            "/confirmation/zz",
            "/confirmation/de?sample=0",
            "/confirmation/de?sample=99",
            "/confirmation/de/html?sample=99",
        ] {
            let (status, _) = get(&app, &format!("{ALL}{unknown}")).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{unknown}");
        }
    })
    .await;
}

/// A forum of the office's own, as the mailer knows it.
async fn publish(database: &Database, facts: ForumPublished) {
    let clock = FakeClock::at(NOW);
    let id = EventId::new(Uuid::from_u128(77));
    let event = Envelope::new(id, "/test", Sequence(1), clock.now(), facts);
    let tx = database.begin().await.unwrap();
    keep_forum(&tx, &event).await.unwrap();
    tx.commit().await.unwrap();
}

async fn preview(
    database: &Database,
    (kind, sample): (&str, usize),
    forum: Option<&str>,
    language: Option<&str>,
) -> Result<Preview, PreviewError> {
    let kind = preview_kind(kind)?;
    let forum = if kind.is_of_forum() {
        Some(preview_forum(database, kind, forum).await?)
    } else {
        None
    };
    let wish = PreviewWish {
        language: language.map(|tag| tag.parse().unwrap()),
        sample,
        now: NOW.parse::<Timestamp>().unwrap(),
    };
    let settings = Settings {
        from_address: "forum@kontor.example".into(),
        ..Settings::default()
    };
    preview_mail(&samples::site(), &settings, kind, forum, &wish)
}

#[tokio::test]
async fn a_preview_speaks_of_the_forum_as_it_is_known() {
    on_both_engines("mailer", &SETS, |database| async move {
        let facts = ForumPublished {
            slug: "spring-lunch".into(),
            starts: moment("2027-02-08T12:30:00"),
            ends: moment("2027-02-08T14:00:00"),
            registration_closes: moment("2027-02-05T18:00:00"),
            ..samples::forum().facts
        };
        publish(&database, facts).await;
        let look = async |kind, sample| {
            let shown = preview(&database, (kind, sample), Some("spring-lunch"), Some("en")).await;
            shown.unwrap()
        };
        let reminder = look("participant_reminder", 3).await;
        assert!(
            reminder.subject.starts_with("In 7 days"),
            "{}",
            reminder.subject
        );
        assert!(
            reminder.text.contains("8 February 2027"),
            "{}",
            reminder.text
        );
        // It has never changed: a week is what is invented.
        let changed = look("forum_changed", 1).await;
        for day in ["1 February 2027", "8 February 2027"] {
            assert!(changed.text.contains(day), "{day}: {}", changed.text);
        }
        let off = look("forum_cancelled", 1).await;
        assert!(off.calendar.unwrap().contains("METHOD:CANCEL"));
        // A link works for two more days, and is not one.
        let asks = look("address_check", 1).await;
        assert!(asks.text.contains("3 February 2027"), "{}", asks.text);
        assert!(asks.text.contains("/confirm/•••"), "{}", asks.text);
        // Only who takes part is told where to join.
        let online = "https://meet.example.org/";
        assert!(look("confirmation", 1).await.text.contains(online));
        assert!(!look("waiting_list", 1).await.text.contains(online));
        for kind in KINDS {
            look(kind.word(), 1).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_there_is_no_preview_of_is_said_by_name_with_what_there_is() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, samples::forum().facts).await;
        let slug = Some("westafrika-2027");
        for (kind, forum, language, code, says) in [
            ("newsletter", slug, None, "unknown_kind", "newsletter"),
            (
                "confirmation",
                Some("nowhere"),
                None,
                "unknown_forum",
                "westafrika-2027",
            ),
            ("confirmation", None, None, "no_forum", "westafrika-2027"),
            (
                "confirmation",
                slug,
                Some("tlh"),
                "unknown_language",
                "de, en, fr",
            ),
        ] {
            let error = preview(&database, (kind, 1), forum, language)
                .await
                .unwrap_err();
            assert_eq!(error.code(), code, "{error}");
            assert!(error.to_string().contains(says), "{error}");
        }
        let error = preview(&database, ("confirmation", 9), slug, None)
            .await
            .unwrap_err();
        assert_eq!(error.code(), "unknown_sample");
        // To the staff, of no forum, in the site's language.
        let letter = preview(&database, ("password_changed", 1), None, None)
            .await
            .unwrap();
        assert_eq!((letter.language.as_str(), letter.forum), ("de", None));
        assert!(letter.calendar.is_none());
    })
    .await;
}
