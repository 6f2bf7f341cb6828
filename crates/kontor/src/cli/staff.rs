//! What can be typed after `kontor staff`, `kontor token` and `kontor audit`: who may do what, and who has done it.

use clap::{Args, Subcommand};
use kontor_access::{Role, Scope};
use kontor_contracts::Language;

use super::Output;

/// `kontor staff`.
#[derive(Debug, Subcommand)]
pub(crate) enum Staff {
    /// Make an account. Prints a link, to be given to its owner, that works once for seven days.
    Add {
        /// The address they will sign in with; - reads it from standard input.
        email: String,
        /// Their name.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        grant: GrantArgs,
        /// The language they read, such as fr. Default: that of the site.
        #[arg(long, value_name = "TAG")]
        language: Option<Language>,
        /// Send the link to them by mail instead of printing it.
        #[arg(long)]
        mail: bool,
        #[command(flatten)]
        output: Output,
    },
    /// List the accounts with what they may do. Shows personal data.
    List(Output),
    /// Print a link, to be given to the owner, by which they choose a new password.
    Reset {
        /// The address of the account; - reads it from standard input.
        email: String,
        /// Remove the second factor too, for whoever has lost it.
        #[arg(long)]
        second_factor: bool,
        /// Send the link to them by mail instead of printing it.
        #[arg(long)]
        mail: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Shut somebody out at once, in every process.
    Disable {
        /// The address of the account; - reads it from standard input.
        email: String,
    },
    /// Let somebody in again, with the password they had.
    Enable {
        /// The address of the account; - reads it from standard input.
        email: String,
    },
    /// Give an account a role.
    Grant {
        /// The address of the account; - reads it from standard input.
        email: String,
        #[command(flatten)]
        grant: GrantArgs,
    },
    /// Take a role from an account.
    Revoke {
        /// The address of the account; - reads it from standard input.
        email: String,
        #[command(flatten)]
        grant: GrantArgs,
    },
}

/// A role and where it holds.
#[derive(Debug, Args)]
pub(crate) struct GrantArgs {
    /// reader looks, organiser does the office's work, admin also decides who may what.
    #[arg(long, value_name = "admin|organiser|reader")]
    pub(crate) role: Role,
    /// Only for one thing, such as forum/NAME or source/NAME. Without it: everywhere.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) scope: Scope,
}

/// `kontor token`.
#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Make a token and print it, this once. It may never do more than its account.
    Add {
        /// The address of the account it belongs to; - reads it from standard input.
        email: String,
        /// What it is for.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        grant: GrantArgs,
        /// For how many days it works.
        #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: u32,
        #[command(flatten)]
        output: Output,
    },
    /// List the tokens, newest first.
    List(Output),
    /// Revoke a token at once, in every process.
    Revoke {
        /// Its id, as the list shows it.
        id: kontor_contracts::ApiTokenId,
    },
}

/// `kontor audit`.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// Only what was done to one thing, by its id as the list shows it.
    #[arg(long, value_name = "SUBJECT")]
    pub(crate) of: Option<String>,
    /// Only what was done before this entry, by its id as --json shows it.
    #[arg(long, value_name = "ID")]
    pub(crate) before: Option<uuid::Uuid>,
    /// At most so many.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub(crate) limit: u32,
    #[command(flatten)]
    pub(crate) output: Output,
}
