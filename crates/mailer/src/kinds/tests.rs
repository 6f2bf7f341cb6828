//! Facts as they are stored, and an office's own templates as they are tried at start.

use std::fs;

use kontor_web::{Settings, Site};

use super::*;
use crate::{PARTS, letter::samples};

#[test]
fn facts_survive_the_database_and_masked_ones_have_no_secret() {
    let english = kontor_contracts::Language::english();
    for kind in KINDS {
        for facts in kind.samples(self::samples::contact(&english)) {
            let json = facts.json().unwrap();
            let again = kind.read(&json).unwrap();
            assert_eq!(format!("{again:?}"), format!("{facts:?}"));
            let masked = facts.masked().json().unwrap();
            assert!(!masked.contains("Zm9v_YmFy"), "{masked}");
            assert_eq!(json.contains("Zm9v_YmFy"), facts.link().is_some());
        }
    }
}

/// As versions before wrote them: one set of facts for all kinds, most of them empty, and the link as a
/// whole address.
#[test]
fn facts_of_older_versions_are_read() {
    let contact = r#""contact":{"name":"Anna","email":"a@b.example","language":"de"}"#;
    let link = "https://x.example/confirm/Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw";
    let asked = format!(
        r#"{{{contact},"participants":[{{"name":"A"}}],"confirm_url":"{link}","held_until":"2026-11-23T09:30:00Z"}}"#
    );
    for word in ["address_check", "already_registered"] {
        let facts = named(word).unwrap().read(&asked).unwrap();
        assert!(facts.link().unwrap().secret_until.is_some(), "{word}");
        assert!(format!("{facts:?}").contains("held: true"), "{word}");
    }
    let rest =
        format!(r#"{{{contact},"participants":[{{"name":"A"}}],"held_until":null,"held":true}}"#);
    for word in ["confirmation", "already_registered"] {
        let facts = named(word).unwrap().read(&rest).unwrap();
        assert!(facts.link().is_none(), "{word}");
        assert_eq!(facts.contact().name, "Anna");
    }
    assert!(named("newsletter").is_err());
}

fn site_with(template: &str, text: &str) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("templates").join(template);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
    let settings = Settings {
        overrides: folder.path().to_owned(),
        ..Settings::default()
    };
    Site::new(settings, &[&PARTS]).unwrap()
}

#[test]
fn every_kind_can_be_written_as_it_comes() {
    check(&samples::site()).unwrap();
}

/// Said at start, with the file and the line; not by a mail that does not leave.
#[test]
fn a_variable_that_a_mail_does_not_have_is_refused_with_its_place() {
    for (template, text, part) in [
        (
            "mailer/confirmation.md",
            "# {{ title }}\n\n{{ confirm_url }}\n",
            "mailer/confirmation.md:3",
        ),
        (
            "mailer/address_check.md",
            "{{ confirm_url }}\n\n{% if colour %}x{% endif %}\n",
            "mailer/address_check.md:3",
        ),
        (
            "mailer/forum.md",
            "{{ title }}\n{{ wheen }}\n",
            "mailer/forum.md:2",
        ),
        (
            "mailer/closing.md",
            "{{ t('mail-nothing') }}",
            "mailer/closing.md:1",
        ),
    ] {
        let error = check(&site_with(template, text)).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    check(&site_with("mailer/confirmation.md", "{{ name }}\n")).unwrap();
}

#[test]
fn a_question_without_its_link_is_refused() {
    let error = check(&site_with("mailer/address_check.md", "{{ title }}\n"));
    let error = error.unwrap_err().to_string();
    assert!(error.contains("mailer/address_check.md"), "{error}");
    assert!(error.contains("{{ confirm_url }}"), "{error}");
}
