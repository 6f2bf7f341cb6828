//! The templates and texts that the mailer brings to the site.

use kontor_web::SiteParts;
use kontor_words::Parts;

use crate::{http, kinds::BODIES};

/// Templates that are not the body of one kind of mail.
const SHARED: [(&str, &str); 5] = [
    ("mailer/forum.md", include_str!("templates/forum.md")),
    ("mailer/closing.md", include_str!("templates/closing.md")),
    ("mailer/words.html", include_str!("templates/words.html")),
    (
        "mailer/staff_mails.html",
        include_str!("templates/staff_mails.html"),
    ),
    (
        "mailer/staff_mail.html",
        include_str!("templates/staff_mail.html"),
    ),
];

/// Those, and the bodies of all kinds.
const TEMPLATES: [(&str, &str); SHARED.len() + BODIES.len()] = {
    let mut all = [("", ""); SHARED.len() + BODIES.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < SHARED.len() {
            SHARED[at]
        } else {
            BODIES[at - SHARED.len()]
        };
        at += 1;
    }
    all
};

/// What the mailer brings.
pub const PARTS: SiteParts = SiteParts {
    words: Parts {
        name: "mailer",
        templates: &TEMPLATES,
        locales: &[
            ("de", include_str!("locales/de.ftl")),
            ("en", include_str!("locales/en.ftl")),
            ("fr", include_str!("locales/fr.ftl")),
        ],
    },
    problems: http::PROBLEMS,
    api: None,
    staff_pages: &[("/staff/mails", "mail-log-title")],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        assert_eq!(kontor_web::missing_keys(&[&PARTS]), Vec::<String>::new());
    }
}
