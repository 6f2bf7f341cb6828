//! An office's own folder beside ours: a kind that it lacks is ours, and its own language counts by its own
//! rules.

use std::fs;

use kontor_contracts::{Language, events::Participant};
use kontor_web::{Settings, Site};

use super::*;
use crate::{
    PARTS,
    desk::Data,
    domain::{About, Known, Revision},
    letter::{MailToWrite, samples, write},
    mail_kinds,
};

/// A site over a folder with these files.
fn site_over(files: &[(&str, &str)], languages: &[&str]) -> Site {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let settings = Settings {
        overrides: folder.path().to_owned(),
        languages: languages.iter().map(|tag| tag.parse().unwrap()).collect(),
        ..Settings::default()
    };
    Site::new(settings, &[&PARTS]).unwrap()
}

#[test]
fn a_kind_that_the_office_s_folder_lacks_is_written_by_ours() {
    let site = site_over(
        &[
            (
                "templates/mailer/confirmation.md",
                "# Welcome, {{ name }}\n\n{% include \"mailer/our_footer.md\" %}\n",
            ),
            ("templates/mailer/our_footer.md", "{{ office }}\n"),
            ("templates/mailer/confirmatoin.md", "{{ never_tried }}\n"),
        ],
        &["de", "en", "fr"],
    );
    check(&site).unwrap();
    let kinds = mail_kinds(&site, &Language::english());
    let own: Vec<_> = kinds
        .iter()
        .filter(|kind| kind.own)
        .map(|kind| kind.kind)
        .collect();
    assert_eq!(own, ["confirmation"]);
    assert_eq!(kinds.len(), KINDS.len());
    assert_eq!(site.words().unused_templates(), ["mailer/confirmatoin.md"]);

    let (ours, sender, german) = (samples::site(), samples::sender(), "de".parse().unwrap());
    for kind in KINDS {
        let written = |site: &Site| {
            let wish = Data::Ordinary.wish(*kind, &german);
            wish.write(site, &sender, 0).unwrap().unwrap().parts.text
        };
        let same = written(&site) == written(&ours);
        assert_eq!(same, kind.word() != "confirmation", "{}", kind.word());
    }
}

/// Kontor brings no Russian yet; an office that does gets its three plurals.
#[test]
fn a_mail_counts_people_by_the_rules_of_its_language() {
    let russian = "mail-participants = { $count ->\n    [one] Участвует { $count } человек:\n    \
        [few] Участвуют { $count } человека:\n   *[many] Участвуют { $count } человек:\n }\n";
    let site = site_over(&[("locales/ru.ftl", russian)], &["ru", "en"]);
    for (count, said) in [
        (1, "Участвует 1 человек:"),
        (2, "Участвуют 2 человека:"),
        (5, "Участвуют 5 человек:"),
        (21, "Участвует 21 человек:"),
        (50, "Участвуют 50 человек:"),
    ] {
        let mut facts = samples::confirmation("ru");
        let name = "Анна".to_owned();
        facts.participants = vec![Participant::through_contact(name); count];
        let about = About::registration(kontor_contracts::RegistrationId::new(uuid::Uuid::nil()));
        let known: Known = samples::known(samples::forum());
        let mail = MailToWrite {
            key: &(&facts as &dyn AnyFacts).key(about, Revision::Once),
            facts: &facts,
            known: &known,
            now: samples::now(),
        };
        let text = write(&site, mail).unwrap().text;
        assert!(text.contains(said), "{said}: {text}");
    }
}
