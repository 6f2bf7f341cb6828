//! The settings of a rule by which people are reminded: each rule is a table of the list `reminders`.

use kontor_contracts::reminder::{Anchor, Audience, Joiners, Side, Unit};

use super::keys::{Form, Key, MAX_HOURS, Need, words};

/// In the order in which a file has them.
pub(super) const RULE_KEYS: &[Key] = &[
    Key {
        name: "reminders.name",
        need: Need::If("for each rule"),
        form: Form::RuleName,
        meaning: "By which rules people are reminded; each rule is a table [[reminders]] of its own, and \
                  this is its name within the forum. Without any rule in the file there are good ones for \
                  the kind of the forum, and reminders = [] in the head of the file means none. A rule \
                  keeps its name for ever: under another name it reminds people again.",
        example: "\"day-before\"",
    },
    Key {
        name: "reminders.to",
        need: Need::If("for each rule"),
        form: Form::OneOf(words::<Audience>),
        meaning: "Whom it reminds.",
        example: "\"confirmed\"",
    },
    Key {
        name: "reminders.anchor",
        need: Need::If("unless to is unconfirmed: those are reminded of the end of their own hold"),
        form: Form::OneOf(words::<Anchor>),
        meaning: "From which moment of the forum it counts. The moment that moves takes its reminders \
                  along.",
        example: "\"starts\"",
    },
    Key {
        name: "reminders.side",
        need: Need::Optional(|| "it is before".to_owned()),
        form: Form::OneOf(words::<Side>),
        meaning: "Before or after that moment.",
        example: "\"before\"",
    },
    Key {
        name: "reminders.amount",
        need: Need::If("for each rule"),
        form: Form::Number(0, MAX_HOURS),
        meaning: "How far from that moment, at most 366 days; before the end of a hold at least 2 hours.",
        example: "1",
    },
    Key {
        name: "reminders.unit",
        need: Need::Optional(|| "it is days".to_owned()),
        form: Form::OneOf(words::<Unit>),
        meaning: "In what that is counted.",
        example: "\"days\"",
    },
    Key {
        name: "reminders.at",
        need: Need::If("unless the unit is hours"),
        form: Form::Time,
        meaning: "At what time of that day it is due, in the zone of the forum.",
        example: "09:00:00",
    },
    Key {
        name: "reminders.latest",
        need: Need::Optional(|| {
            "it is two hours before the moment, or three days late where it comes after".to_owned()
        }),
        form: Form::Latest,
        meaning: "Until when it is of use. What could not be sent by then, say after an outage, is not \
                  sent any more, and the plan of the reminders says so.",
        example: "{ hours_before_anchor = 2 }",
    },
    Key {
        name: "reminders.hours",
        need: Need::Optional(|| "it is office".to_owned()),
        form: Form::Hours,
        meaning: "When mail is welcome, by the clock and the weekend of the reader's country, where that \
                  has one, else the forum's. A deadline that would be missed wins over it.",
        example: "\"day\"",
    },
    Key {
        name: "reminders.joiners",
        need: Need::Optional(|| "it is skip".to_owned()),
        form: Form::OneOf(words::<Joiners>),
        meaning: "What becomes of those who join when it is due, or shortly before.",
        example: "\"remind\"",
    },
    Key {
        name: "reminders.paused",
        need: Need::Optional(|| "it is false".to_owned()),
        form: Form::YesOrNo,
        meaning: "Whether it stands still for now.",
        example: "false",
    },
];
