//! How the office appears: what it sets is on every page, and wrong settings are refused by name.

use std::fs;

use axum::{body::Body, http::Request};
use kontor_web::{Color, LinkByLanguage, Settings, Site};

use crate::{asking::ask, sample};

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>"#;

fn settings() -> Settings {
    let each =
        r#"{"de": "https://office.example/impressum", "en": "https://office.example/imprint"}"#;
    Settings {
        office: "Handelskammer Nord".to_owned(),
        office_address: "Hafenstraße 1\n20457 Hamburg".to_owned(),
        color: Some("#7a1fa2".parse::<Color>().unwrap()),
        accent_color: Some("#ffcc00".parse::<Color>().unwrap()),
        imprint_url: serde_json::from_str(each).unwrap(),
        privacy_url: LinkByLanguage::One("https://office.example/privacy".to_owned()),
        ..Settings::default()
    }
}

async fn get(settings: Settings, path: &str) -> String {
    let site = Site::new(settings, &[&sample::PARTS]).unwrap();
    let router = kontor_web::public(&site, sample::routes(), &kontor_web::NoAccounts::gate());
    ask(&router, Request::get(path).body(Body::empty()).unwrap())
        .await
        .body
}

#[tokio::test]
async fn what_the_office_sets_is_on_every_page() {
    let page = get(settings(), "/forums/1?lang=de").await;
    for part in [
        "Handelskammer Nord · Hafenstraße 1 · 20457 Hamburg",
        "<a href=\"https://office.example/impressum\">Impressum</a>",
        "<a href=\"https://office.example/privacy\">Datenschutz</a>",
    ] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    assert!(!page.contains("Barrierefreiheit"), "there is no such link");
    let english = get(settings(), "/forums/1?lang=en").await;
    assert!(english.contains("<a href=\"https://office.example/imprint\">Legal notice</a>"));
    let style = page.split("href=\"").find(|rest| rest.contains(".css\""));
    let style = style.unwrap().split('"').next().unwrap();
    let css = get(settings(), style).await;
    assert!(css.contains("--sea:#7a1fa2") && css.contains("--accent:#ffcc00"));
    assert!(
        !page.contains("class=\"menu\""),
        "there is nothing to choose from"
    );
}

#[tokio::test]
async fn forums_and_listings_lead_to_each_other_where_there_are_listings() {
    let with_listings = Settings {
        listings: true,
        ..settings()
    };
    let page = get(with_listings, "/forums/1?lang=en").await;
    assert!(
        page.contains("<a href=\"/?lang=en\" aria-current=\"true\">Forums</a>"),
        "{page}"
    );
    assert!(page.contains("<a href=\"/listings?lang=en\">Offers and requests</a>"));
}

#[tokio::test]
async fn the_logo_is_served_and_what_is_no_picture_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let logo = folder.path().join("logo.svg");
    let with = |content: &[u8]| {
        fs::write(&logo, content).unwrap();
        let settings = Settings {
            logo: logo.clone(),
            ..settings()
        };
        Site::new(settings, &[&sample::PARTS])
    };
    let site = with(SVG.as_bytes()).unwrap();
    let router = kontor_web::public(&site, sample::routes(), &kontor_web::NoAccounts::gate());
    let page = ask(
        &router,
        Request::get("/forums/1").body(Body::empty()).unwrap(),
    )
    .await;
    let image = page.body.split("<img src=\"").nth(1).unwrap();
    let path = image.split('"').next().unwrap();
    let served = ask(&router, Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(served.headers["content-type"], "image/svg+xml");
    assert_eq!(served.body, SVG);
    for (content, said) in [
        (&b"GIF89a"[..], "is not an SVG, PNG, JPEG or WebP picture"),
        (&vec![b' '; 300_000][..], "has 300000 bytes"),
    ] {
        let refused = with(content).unwrap_err().to_string();
        assert!(
            refused.starts_with("site.logo") && refused.contains(said),
            "{refused}"
        );
    }
}

/// A PNG of so many pixels: all that is read of it is its head.
fn png(width: u32, height: u32, bytes: usize) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png.resize(bytes.max(33), 0);
    png
}

/// Mails carry what mail programs show and what is small; a logo that is neither is left out, one that is
/// set for mails and is neither is refused.
#[test]
fn mails_carry_a_small_png_or_jpeg_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    };
    let with = |logo: Option<&std::path::PathBuf>, mail_logo: Option<&std::path::PathBuf>| {
        let settings = Settings {
            logo: logo.cloned().unwrap_or_default(),
            mail_logo: mail_logo.cloned().unwrap_or_default(),
            ..settings()
        };
        Site::new(settings, &[&sample::PARTS])
    };
    let (svg, small) = (
        file("logo.svg", SVG.as_bytes()),
        file("logo.png", &png(520, 80, 900)),
    );
    let large = file("large.png", &png(520, 80, 20_481));
    let jpeg = file("logo.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\0\x28\0\x64\x03");
    let carried = |site: &Site| {
        let logo = site.mail_logo()?;
        Some((logo.media_type, logo.name.clone(), logo.width, logo.height))
    };
    for (logo, mail_logo, expected) in [
        (None, None, None),
        (Some(&svg), None, None),
        (Some(&large), None, None),
        (Some(&small), None, Some(("image/png", "logo.png", 260, 40))),
        (
            Some(&svg),
            Some(&small),
            Some(("image/png", "logo.png", 260, 40)),
        ),
        (
            Some(&small),
            Some(&jpeg),
            Some(("image/jpeg", "logo.jpg", 100, 40)),
        ),
    ] {
        let expected = expected.map(|(kind, name, w, h)| (kind, name.to_owned(), w, h));
        assert_eq!(carried(&with(logo, mail_logo).unwrap()), expected);
    }
    for (mail_logo, said) in [
        (&svg, "is not a PNG or JPEG picture"),
        (
            &large,
            "has 20481 bytes; at most 20480 are sent with every mail",
        ),
    ] {
        let refused = with(None, Some(mail_logo)).unwrap_err().to_string();
        assert!(
            refused.starts_with("site.mail_logo") && refused.contains(said),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn a_language_without_texts_is_refused_by_name() {
    let with = |tags: &[&str]| {
        let languages = tags.iter().map(|tag| tag.parse().unwrap()).collect();
        let settings = Settings {
            languages,
            ..settings()
        };
        Site::new(settings, &[&sample::PARTS]).map(|_| ())
    };
    let refused = with(&["de", "zh"]).unwrap_err().to_string();
    assert!(refused.starts_with("site.languages: has zh"), "{refused}");
    with(&["de-AT", "en-GB"]).unwrap();
    let austrian = Settings {
        languages: vec!["de-AT".parse().unwrap()],
        ..settings()
    };
    assert!(get(austrian, "/forums/1").await.contains("Zum Inhalt"));
}

#[tokio::test]
async fn search_engines_are_told_what_they_may_read() {
    let robots = get(settings(), "/robots.txt").await;
    assert!(robots.contains("Disallow: /confirm/"));
    let page = get(settings(), "/forums/1").await;
    assert!(
        page.contains("<meta name=\"robots\" content=\"noindex\">"),
        "unless a page says otherwise"
    );
}
