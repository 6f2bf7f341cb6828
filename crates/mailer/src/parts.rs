//! The templates and texts that the mailer brings to the site.

use kontor_web::{RouteFacts, SiteParts, StaffPage, facts};
use kontor_words::Parts;

use crate::{http, kinds::BODIES};

/// Templates that are not the body of one kind of mail.
const SHARED: [(&str, &str); 12] = [
    ("mailer/forum.md", include_str!("templates/forum.md")),
    ("mailer/closing.md", include_str!("templates/closing.md")),
    (
        "mailer/staff_closing.md",
        include_str!("templates/staff_closing.md"),
    ),
    ("mailer/words.html", include_str!("templates/words.html")),
    (
        "mailer/staff_mails.html",
        include_str!("templates/staff_mails.html"),
    ),
    (
        "mailer/staff_mail.html",
        include_str!("templates/staff_mail.html"),
    ),
    (
        "mailer/staff_samples.html",
        include_str!("templates/staff_samples.html"),
    ),
    (
        "mailer/staff_sample.html",
        include_str!("templates/staff_sample.html"),
    ),
    (
        "mailer/reminder_words.html",
        include_str!("templates/reminder_words.html"),
    ),
    (
        "mailer/staff_reminders.html",
        include_str!("templates/staff_reminders.html"),
    ),
    (
        "mailer/staff_reminders_month.html",
        include_str!("templates/staff_reminders_month.html"),
    ),
    (
        "mailer/staff_reminder.html",
        include_str!("templates/staff_reminder.html"),
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
    routes,
    tags: http::TAGS,
    staff_pages: &[
        StaffPage {
            path: "/console/mails",
            and: &[],
            name: "mail-log-title",
            search: Some("mail-log-search-hint"),
        },
        StaffPage {
            path: "/console/mail-samples",
            and: &[],
            name: "mail-samples-title",
            search: None,
        },
        StaffPage {
            path: "/console/reminders",
            and: &[],
            name: "reminders-title",
            search: None,
        },
    ],
};

fn routes() -> Vec<RouteFacts> {
    facts(http::TABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        assert_eq!(kontor_web::missing_keys(&[&PARTS]), Vec::<String>::new());
    }
}
