//! What can be typed after `kontor mail`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use kontor_contracts::{Language, MailId};

use super::Output;

/// `kontor mail`.
#[derive(Debug, Subcommand)]
pub(crate) enum Mail {
    /// Show a kind of mail as it would be written today, to somebody invented. Without a kind: list them.
    Preview(MailPreview),
    /// List the mails, newest first, with what became of them. Shows personal data.
    List(MailList),
    /// Show one mail: what it is written from, every attempt, when it is tried next. Shows personal data.
    Show {
        /// Its id, as the list shows it.
        mail: MailId,
        #[command(flatten)]
        output: Output,
    },
    /// Send a mail again: one that was sent as a new mail, one that failed as itself.
    Resend {
        /// Its id, as the list shows it.
        mail: MailId,
        #[command(flatten)]
        output: Output,
    },
}

/// `kontor mail preview`.
#[derive(Debug, Args)]
pub(crate) struct MailPreview {
    /// The kind of mail, such as confirmation.
    pub(crate) kind: Option<String>,
    /// Of this forum, by its name in addresses. Mails to the staff need none.
    #[arg(long, value_name = "SLUG")]
    pub(crate) forum: Option<String>,
    /// The language of the reader, such as fr. Default: the forum's main one, or that of the site.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<Language>,
    /// Which of the kind's samples: with and without what not every such mail has.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) sample: usize,
    /// Write the HTML part into this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write the calendar entry into this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `kontor mail list`.
#[derive(Debug, Args)]
pub(crate) struct MailList {
    /// Only about this forum, by its name in addresses.
    #[arg(long, value_name = "SLUG")]
    pub(crate) forum: Option<String>,
    /// Only in this state, such as failed.
    #[arg(long)]
    pub(crate) state: Option<String>,
    /// Only of this kind, such as confirmation.
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// At most so many.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) limit: u32,
    #[command(flatten)]
    pub(crate) output: Output,
}
