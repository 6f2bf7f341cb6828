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
mod merge;
mod moment_changes;
mod news;
mod people;
mod person;
mod queue;
mod reminded;
mod reminders;
mod reminding;
mod rows;
mod versions;
mod waiting;

use kontor_store::{Database, Migration, Migrations, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};

pub(crate) use claim::{ClaimedMail, claim_due};
pub(crate) use forget::forget_unconfirmed;
pub(crate) use forums::{forum_in, forums_within, keep_forum, reaches, slugs, whole_forum};
pub(crate) use leases::{recover_expired, renew};
pub(crate) use links::{Masked, SpentLink, drop_links, fill_in, send_copy, with_spent_links};
pub(crate) use log::{
    Asker, Filter, LoggedAttempt, LoggedMail, attempts_of, find_mail, known_of, list_mails,
    message_of, send_again,
};
pub(crate) use marks::{Attempt, Command, Kept, Marks, Record};
pub(crate) use merge::queue_merged;
pub(crate) use moment_changes::{MomentChange, keep_change, next_change};
pub(crate) use news::{Listener, Page, come_late, next_page, page_is_told, tell_news};
pub(crate) use people::{KnownNames, forget_people, keep_person, names_of, people_of};
pub(crate) use person::{erase_mails_to, mails_to};
pub(crate) use queue::{
    NewMail, is_kept, queue_again, queue_mail, supersede_older, supersede_unsent,
};
pub(crate) use reminded::{
    Telling, add_looks, forums_to_look_at, numbers_of, people_after, people_to_look_at, set_looks,
    telling_after, told_to,
};
pub(crate) use reminders::{
    KeptReminder, all_forums, keep_published, keep_reminders, lock_reminders, next_look,
    next_round, orders_of, pause_rule, reminders_of,
};
pub(crate) use versions::keep_version;
pub(crate) use waiting::{Waiting, next_due, waiting, written};

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
        Migration {
            version: 5,
            name: "reminders",
            sql: include_str!("migrations/0005_reminders.sql"),
        },
        Migration {
            version: 6,
            name: "forum versions",
            sql: include_str!("migrations/0006_forum_versions.sql"),
        },
        Migration {
            version: 7,
            name: "own links",
            sql: include_str!("migrations/0007_own_links.sql"),
        },
        Migration {
            version: 8,
            name: "missing names",
            sql: include_str!("migrations/0008_missing_names.sql"),
        },
    ],
};

/// Where rows are read: in a transaction or outside of one.
pub(crate) trait Read: Sync {
    /// Reads rows.
    fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<R>, StoreError>> + Send;
}

impl Read for Tx {
    async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, StoreError> {
        self.rows(sql, values).await
    }
}

impl Read for Database {
    async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, StoreError> {
        self.rows(sql, values).await
    }
}

#[cfg(test)]
mod tests;
