//! What can be typed after `kontor reminders`.

use clap::{Args, Subcommand};

use super::Output;

/// `kontor reminders`.
#[derive(Debug, Subcommand)]
pub(crate) enum Reminders {
    /// List every reminder that will go: when, to how many, and why somebody gets none. JSON also names
    /// sign-ups.
    Plan(RemindersPlan),
    /// Stop a rule: it reminds nobody until it is resumed, whatever the forum's file says.
    Pause(Rule),
    /// Let a rule go on. Whoever its reminder still helps gets it.
    Resume(Rule),
    /// Leave the next reminder of a rule out.
    Skip(Rule),
    /// Send the next reminder of a rule at once, also in quiet hours. Nobody gets it twice.
    SendNow(Rule),
}

/// `kontor reminders plan`.
#[derive(Debug, Args)]
pub(crate) struct RemindersPlan {
    /// Only of this forum, by its name in addresses.
    #[arg(long, value_name = "SLUG")]
    pub(crate) forum: Option<String>,
    /// Only what is due until the end of this day (UTC), such as 2027-03-31.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<jiff::civil::Date>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// A rule of a forum.
#[derive(Debug, Args)]
pub(crate) struct Rule {
    /// The forum's name in addresses.
    #[arg(value_name = "SLUG")]
    pub(crate) forum: String,
    /// The rule's name, as the plan shows it.
    pub(crate) rule: String,
}
