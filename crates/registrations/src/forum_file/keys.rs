//! Every setting of a forum file: what it means and how it is written. The reader's errors, the
//! reference (`docs/forum-file.md`) and the sample are all made from these tables.

use kontor_contracts::{
    events::{ForumFormat, ForumKind, ForumState},
    limits::{LANGUAGES, LINE_CHARS, TEXT_CHARS},
};
use schemars::{JsonSchema, SchemaGenerator};

use crate::domain::{
    DEFAULT_HOLD_HOURS, DEFAULT_OFFER_HOURS, MAX_CAPACITY, MAX_HOLD_HOURS, MAX_OFFER_HOURS,
    SLUG_BYTES, URL_BYTES,
};

/// The list of rules: each is a table.
const REMINDERS: &str = "reminders";
/// Most hours of a rule from its moment: 366 days.
pub(super) const MAX_HOURS: u32 = 366 * 24;

/// A setting.
#[derive(Debug)]
pub(super) struct Key {
    /// With dots; `*` stands for the tag of a language.
    pub(super) name: &'static str,
    /// Whether it must be there.
    pub(super) need: Need,
    /// How it is written.
    pub(super) form: Form,
    /// What it says, in whole sentences.
    pub(super) meaning: &'static str,
    /// As it may stand after the `=`, or whole lines for a text in several languages. May hold dates
    /// as samples do.
    pub(super) example: &'static str,
}

/// Whether a setting must be there.
#[derive(Debug)]
pub(super) enum Need {
    Always,
    /// Under a condition, in words.
    If(&'static str),
    /// Never; what holds without it.
    Optional(fn() -> String),
}

/// How a setting is written.
#[derive(Debug)]
pub(super) enum Form {
    Slug,
    Line,
    /// Texts by language.
    Texts,
    /// One of some words.
    OneOf(fn() -> Vec<Word>),
    Languages,
    Zone,
    Moment,
    Number(u32, u32),
    YesOrNo,
    Link,
    Mailbox,
    RuleName,
    Time,
    /// Until when a reminder is of use.
    Latest,
    /// When mail is welcome.
    Hours,
}

/// A word to choose, and what it means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) word: String,
    pub(super) meaning: String,
}

impl Form {
    /// How it is written, to go on after "write".
    pub(super) fn rule(&self) -> String {
        match self {
            Self::Slug => format!(
                "lower-case letters a to z, digits and hyphens between them, at most {SLUG_BYTES}"
            ),
            Self::Line => format!("one line of text in quotes, at most {LINE_CHARS} characters"),
            Self::Texts => format!(
                "a text in quotes for each language, at most {TEXT_CHARS} characters and {LANGUAGES} \
                 languages"
            ),
            Self::OneOf(words) => {
                let words: Vec<_> = words().into_iter().map(|known| known.word).collect();
                format!("one of {}", words.join(", "))
            }
            Self::YesOrNo => "true or false".to_owned(),
            Self::Languages => {
                "a list of language tags (RFC 5646), the main one first: [\"de\", \"fr\", \"zh-Hans\"]"
                    .to_owned()
            }
            Self::Zone => "an IANA time zone such as Europe/Berlin".to_owned(),
            Self::Moment => {
                "local date and time without an offset: 2027-03-01T18:00:00".to_owned()
            }
            Self::Number(least, most) => format!("a number from {least} to {most}"),
            Self::Link => format!(
                "a link in quotes that begins with https:// or http://, without spaces, at most \
                 {URL_BYTES} characters"
            ),
            Self::Mailbox => "a mailbox that answers, in quotes".to_owned(),
            Self::RuleName => {
                "lower-case letters a to z, digits and hyphens, at most 40".to_owned()
            }
            Self::Time => "a local time: 09:00:00".to_owned(),
            Self::Latest => format!(
                "{{ hours_before_anchor = 2 }} or {{ hours_after_due = 12 }}, at most {MAX_HOURS} hours"
            ),
            Self::Hours => "\"office\" (8 to 18 on working days), \"day\" (8 to 20 on each day), \
                \"any\", or hours of your own: { opens = 09:00:00, closes = 17:00:00, days = \
                \"working\" }, where days is working or every"
                .to_owned(),
        }
    }
}

/// The words of a type and what they mean: its own names and documentation.
pub(super) fn words<T: JsonSchema>() -> Vec<Word> {
    let schema = T::json_schema(&mut SchemaGenerator::default());
    let variants = schema.get("oneOf").and_then(serde_json::Value::as_array);
    let text = |variant: &serde_json::Value, name: &str| {
        variant[name].as_str().unwrap_or_default().to_owned()
    };
    let word = |variant| Word {
        word: text(variant, "const"),
        meaning: text(variant, "description"),
    };
    variants.into_iter().flatten().map(word).collect()
}

impl Key {
    /// The table in which it stands, with dots; empty for the head of the file.
    pub(super) fn table(&self) -> &'static str {
        self.name.rsplit_once('.').map_or("", |(table, _)| table)
    }

    /// The line that opens the table in which it stands.
    pub(super) fn heading(&self) -> String {
        match self.table() {
            REMINDERS => format!("[[{REMINDERS}]]"),
            table => format!("[{table}]"),
        }
    }

    /// Its line, or lines, as they stand in a file.
    pub(super) fn lines(&self) -> String {
        let name = self.name.rsplit('.').next().unwrap_or_default();
        match self.form {
            Form::Texts => self.example.to_owned(),
            _ => format!("{name} = {}", self.example),
        }
    }
}

/// Those of the forum itself, in the order in which a file has them: TOML wants what belongs to no table
/// first.
pub(super) const KEYS: &[Key] = &[
    Key {
        name: "slug",
        need: Need::Always,
        form: Form::Slug,
        meaning: "The forum's name in addresses: its page is /forums/ and this. It is what makes a \
                  forum the same forum, so never change it: another slug is another forum.",
        example: "\"autumn-forum\"",
    },
    Key {
        name: "kind",
        need: Need::Always,
        form: Form::OneOf(words::<ForumKind>),
        meaning: "What kind of gathering it is.",
        example: "\"forum\"",
    },
    Key {
        name: "format",
        need: Need::Always,
        form: Form::OneOf(words::<ForumFormat>),
        meaning: "Where it takes place.",
        example: "\"hybrid\"",
    },
    Key {
        name: "state",
        need: Need::Always,
        form: Form::OneOf(words::<ForumState>),
        meaning: "Whether people can find it and sign up.",
        example: "\"published\"",
    },
    Key {
        name: "organizer",
        need: Need::Always,
        form: Form::Line,
        meaning: "Who invites. It stands on the page, and mails are signed with it.",
        example: "\"Außenwirtschaftsagentur Mittelland\"",
    },
    Key {
        name: "languages",
        need: Need::Always,
        form: Form::Languages,
        meaning: "The languages that people may choose for their mails. Each needs a title. The \
                  sentences around your texts exist in the languages of site.languages in kontor.toml; \
                  for any other language they are in English if it is listed here, else in the main \
                  language.",
        example: "[\"de\", \"en\", \"fr\"]",
    },
    Key {
        name: "zone",
        need: Need::Always,
        form: Form::Zone,
        meaning: "The time zone of every date and time in this file.",
        example: "\"Europe/Berlin\"",
    },
    Key {
        name: "starts",
        need: Need::Always,
        form: Form::Moment,
        meaning: "When it begins.",
        example: "{{tuesday:+84}}T10:00:00",
    },
    Key {
        name: "ends",
        need: Need::Always,
        form: Form::Moment,
        meaning: "When it ends; after starts.",
        example: "{{tuesday:+84}}T16:00:00",
    },
    Key {
        name: "registration_opens",
        need: Need::Optional(|| "people can sign up at once".to_owned()),
        form: Form::Moment,
        meaning: "From when people can sign up; before registration_closes.",
        example: "{{day:-1}}T08:00:00",
    },
    Key {
        name: "registration_closes",
        need: Need::Always,
        form: Form::Moment,
        meaning: "Until when people can sign up; not after ends.",
        example: "{{tuesday:+35}}T18:00:00",
    },
    Key {
        name: "changes_close",
        need: Need::Optional(|| "until it begins".to_owned()),
        form: Form::Moment,
        meaning: "Until when whoever signed up may change who comes, or call off, by their link; not \
                  after starts. Later they are told whom to ask.",
        example: "{{tuesday:+77}}T18:00:00",
    },
    Key {
        name: "capacity",
        need: Need::Always,
        form: Form::Number(1, MAX_CAPACITY),
        meaning: "How many people can take part. Nobody loses a place when you lower it.",
        example: "120",
    },
    Key {
        name: "hold_hours",
        need: Need::Optional(|| format!("it is {DEFAULT_HOLD_HOURS}")),
        form: Form::Number(1, MAX_HOLD_HOURS),
        meaning: "For how many hours places are held for somebody who has not yet followed the link \
                  in the first mail.",
        example: "48",
    },
    Key {
        name: "waiting_list",
        need: Need::Optional(|| "it is true".to_owned()),
        form: Form::YesOrNo,
        meaning: "Whether people can sign up for a waiting list when all places are taken. What becomes \
                  free is offered to them by itself: first come first served among those that fit, a \
                  group whole or not at all.",
        example: "true",
    },
    Key {
        name: "offer_hours",
        need: Need::Optional(|| format!("it is {DEFAULT_OFFER_HOURS}")),
        form: Form::Number(1, MAX_OFFER_HOURS),
        meaning: "For how many hours places are kept for whoever is offered them; never longer than \
                  registration is open.",
        example: "48",
    },
    Key {
        name: "by_invitation_only",
        need: Need::Optional(|| "it is false, and everybody may sign up".to_owned()),
        form: Form::YesOrNo,
        meaning: "Whether only those may sign up who are invited (kontor forum invite) or have a \
                  partner's code (kontor forum code). The page says so, and never who is invited.",
        example: "false",
    },
    Key {
        name: "online_url",
        need: Need::Optional(|| "no link is sent".to_owned()),
        form: Form::Link,
        meaning: "Where to join online. Only people whose address is confirmed are told. Not for the \
                  format on_site.",
        example: "\"https://meet.mittelland.example/autumn-forum\"",
    },
    Key {
        name: "title.*",
        need: Need::Always,
        form: Form::Texts,
        meaning: "The forum's name, in each of its languages.",
        example: "de = \"Internationales Kooperationsforum\"\n\
                  en = \"International cooperation forum\"\n\
                  fr = \"Forum international de coopération\"",
    },
    Key {
        name: "description.*",
        need: Need::Optional(|| "the page has only the facts".to_owned()),
        form: Form::Texts,
        meaning: "What it is about, in as many languages as you like. An empty line begins a new \
                  paragraph.",
        example: "de = \"\"\"\nUnternehmen aus zwölf Regionen treffen sich zu Vorträgen.\n\n\
                  Delegationen melden sich bitte gemeinsam an.\"\"\"\n\
                  en = \"\"\"\nCompanies from twelve regions meet for talks.\n\n\
                  Delegations, please sign up together.\"\"\"\n\
                  fr = \"\"\"\nDes entreprises de douze régions se rencontrent.\n\n\
                  Les délégations s’inscrivent ensemble.\"\"\"",
    },
    Key {
        name: "venue.address",
        need: Need::If("unless the format is online; then there is no venue"),
        form: Form::Line,
        meaning: "The address of the room, as it stands in a calendar.",
        example: "\"Messeallee 5, 30521 Messestadt\"",
    },
    Key {
        name: "venue.name.*",
        need: Need::If("unless the format is online; then there is no venue"),
        form: Form::Texts,
        meaning: "The name of the room, in as many languages as you like.",
        example: "de = \"Messe, Halle 2, Kongresssaal\"\n\
                  en = \"Fairground, hall 2, congress room\"\n\
                  fr = \"Parc des expositions, hall 2, salle des congrès\"",
    },
    Key {
        name: "contact.name",
        need: Need::Always,
        form: Form::Line,
        meaning: "Whom to ask: a person or a desk.",
        example: "\"Forumsbüro\"",
    },
    Key {
        name: "contact.email",
        need: Need::Always,
        form: Form::Mailbox,
        meaning: "Where questions and answers to mails go.",
        example: "\"forum@mittelland.example\"",
    },
    Key {
        name: "contact.phone",
        need: Need::Optional(|| "none is shown".to_owned()),
        form: Form::Line,
        meaning: "Its telephone number, as you want it to be shown.",
        example: "\"+49 511 0000 30\"",
    },
];
