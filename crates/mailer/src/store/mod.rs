//! The mailer's tables.
//!
//! A mail keeps the *facts* of its event until it is first handed to a relay, and is written from
//! them and from the forum as it is *at that moment*: a mail that waited for days in a greylist
//! names the room of today. From then on the *bytes* are kept: what is sent again after an unknown
//! fate is the same message to the last bit, and the mail log shows what was really sent.

mod claim;
mod forget;
mod forums;
mod leases;
mod links;
mod log;
mod marks;
mod people;
mod person;
mod queue;
mod rows;
mod waiting;

use kontor_store::{Migration, Migrations};

pub(crate) use claim::{ClaimedMail, claim_due};
pub(crate) use forget::forget_unconfirmed;
pub(crate) use forums::{keep_forum, known_sequence, slugs};
pub(crate) use leases::{recover_expired, renew};
pub(crate) use links::{Masked, SpentLink, drop_links, fill_in, send_copy, with_spent_links};
#[cfg(test)]
pub(crate) use log::forum_of;
pub(crate) use log::{
    Filter, LoggedAttempt, LoggedMail, attempts_of, find_mail, known_of, list_mails, message_of,
    send_again,
};
pub(crate) use marks::{Attempt, Command, Kept, Marks, Record};
pub(crate) use people::{forget_people, keep_person, people_of};
pub(crate) use person::{erase_mails_to, mails_to};
pub(crate) use queue::{NewMail, queue_mail, supersede_unsent};
pub(crate) use waiting::{Waiting, waiting};

/// The mailer's tables.
pub const MIGRATIONS: Migrations = Migrations {
    set: "mailer",
    steps: &[
        Migration {
            version: 1,
            name: "mails",
            sql: include_str!("migrations/0001_mails.sql"),
        },
        Migration {
            version: 2,
            name: "search",
            sql: include_str!("migrations/0002_search.sql"),
        },
        Migration {
            version: 3,
            name: "about",
            sql: include_str!("migrations/0003_about.sql"),
        },
        Migration {
            version: 4,
            name: "people",
            sql: include_str!("migrations/0004_people.sql"),
        },
    ],
};

#[cfg(test)]
mod tests;
