//! What a person sees.

use std::fs;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use kontor_web::{Settings, Site, missing_keys};

use crate::{
    asking::{Answer, ask, browse, office},
    sample,
};

async fn send(body: &str) -> Answer {
    let request = Request::post("/forums/1?lang=en")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html");
    ask(
        &office(),
        request.body(Body::from(body.to_owned())).unwrap(),
    )
    .await
}

pub(crate) fn normal(page: &str) -> String {
    let mut text = page.to_owned();
    while let Some(at) = text.find("/assets/kontor-") {
        text.replace_range(
            at..at + "/assets/kontor-0123456789abcdef".len(),
            "/assets/…",
        );
    }
    text
}

#[tokio::test]
async fn a_form_is_shown_in_the_language_asked_for() {
    insta::assert_snapshot!(
        "form_de",
        normal(&browse("/forums/1", "de-AT,de;q=0.9").await.body)
    );
    let french = browse("/forums/1?lang=fr", "de").await;
    assert!(french.body.contains("<html lang=\"fr\">"));
    let searched = browse("/?q=a%26b&lang=de&page=2", "de").await;
    assert!(
        searched
            .body
            .contains("href=\"/?q=a%26b&amp;page=2&amp;lang=fr\"")
    );
    assert!(
        french.body.contains("action=\"/forums/1?lang=fr\""),
        "the choice is carried on"
    );
}

#[tokio::test]
async fn languages_are_negotiated_by_quality() {
    for (accept, expected) in [
        ("", "de"),
        ("en", "en"),
        ("it, fr;q=0.4, en;q=0.5", "en"),
        ("fr-CA", "fr"),
        ("en;q=0, fr;q=0.001", "fr"),
        ("zh", "de"),
        ("*", "de"),
        ("de;q=high, en;q=0.1", "en"),
    ] {
        let page = browse("/forums/1", accept).await.body;
        assert!(
            page.contains(&format!("<html lang=\"{expected}\">")),
            "{accept}"
        );
    }
}

#[tokio::test]
async fn a_wrong_form_is_shown_again_with_what_was_typed() {
    let page = send("name=&email=m%C3%BCller%3Cb%3E&remark=%22R%26D%22").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    insta::assert_snapshot!("form_with_error", normal(&page.body));
}

#[tokio::test]
async fn a_form_that_is_not_ours_is_refused() {
    let page = send("name=%FF").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("The text is not UTF-8"));
    let page = send("name=a&name=b").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("This form is out of date"));
}

#[test]
fn the_sample_has_every_text() {
    assert_eq!(missing_keys(&[&sample::PARTS]), Vec::<String>::new());
}

#[test]
fn an_office_puts_its_own_words_style_and_templates_over_ours() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["locales", "templates/sample"] {
        fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    fs::write(
        folder.path().join("locales/en.ftl"),
        "sample-title = Our day\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("templates/sample/list.html"),
        "<h1>{{ t(\"sample-title\") }}</h1>",
    )
    .unwrap();
    let settings = Settings {
        overrides: folder.path().to_owned(),
        ..sample::settings()
    };
    let site = sample::site(settings.clone()).unwrap();
    let english = "en".parse().unwrap();
    let page = site
        .words()
        .render(&english, "sample/list.html", kontor_words::context! {})
        .unwrap();
    assert_eq!(page, "<h1>Our day</h1>");

    fs::write(folder.path().join("templates/sample/list.html"), "{% if %}").unwrap();
    let error = Site::new(settings.clone(), &[&sample::PARTS])
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("the template sample/list.html cannot be used"),
        "{error}"
    );

    fs::remove_file(folder.path().join("templates/sample/list.html")).unwrap();
    fs::write(
        folder.path().join("locales/en.ftl"),
        "ok = fine\nbroken { = x\n",
    )
    .unwrap();
    let error = Site::new(settings, &[&sample::PARTS])
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("the texts in locales/en.ftl cannot be used: line 2"),
        "{error}"
    );
}
