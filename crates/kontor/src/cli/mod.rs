//! What can be typed: the commands and their help. No logic.

mod forum;
mod mail;
mod reminders;
mod staff;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kontor_contracts::Worker;

pub(crate) use self::{
    forum::{Apply, Code, Forum, Invite, Telling},
    mail::{Mail, MailList, MailPreview},
    reminders::{Reminders, RemindersPlan, Rule},
    staff::{Audit, GrantArgs, Staff, Token},
};

/// The automatic back office of trade-promotion offices: forums and their sign-ups, mail that
/// arrives once, and listings shared with partner networks.
#[derive(Debug, Parser)]
#[command(name = "kontor", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// Configuration file. Without it: ./kontor.toml if there is one, else the defaults.
    #[arg(long, short, global = true, env = "KONTOR_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// File with what takes the place of the defaults, below the configuration file. For images and
    /// packages.
    #[arg(
        long,
        global = true,
        hide = true,
        env = "KONTOR_DEFAULTS",
        value_name = "FILE"
    )]
    pub(crate) defaults: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Try it:            kontor demo
Real use:          kontor config init && kontor doctor && kontor up
Put a forum online: kontor forum apply autumn-forum.toml
Invite people:     kontor forum invite autumn-forum --list guests.csv
Somebody cancels:  kontor registration list ADDRESS
Let somebody in:   kontor staff add ADDRESS --name NAME --role admin
Something failed?  kontor dead-letters list

Every setting can also come from the environment: KONTOR__MAILER__SMTP__HOST=mail.example.org

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 the configuration, a file, or what was
asked for is refused; 4 not found.
NO_COLOR=1 switches colours off.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try everything out: one process, sample forums, a sample partner network, in a new folder.
    Demo(Demo),
    /// Run all three workers in one process.
    Up,
    /// Run the worker that takes sign-ups in.
    Registrations,
    /// Run the worker that sends mail.
    Mailer,
    /// Run the worker that syncs listings.
    Partners,
    /// Bring the databases up to date and end.
    Migrate {
        /// Only that of one worker, or that of the staff's accounts, where each has a user of its own.
        database: Option<DatabaseName>,
    },
    /// Check everything that the configuration names, and say what to do.
    Doctor(Doctor),
    /// Write or show the configuration.
    #[command(subcommand)]
    Config(Config),
    /// Put forums online and look at them.
    #[command(subcommand)]
    Forum(Forum),
    /// Find sign-ups of an address, and call one off.
    #[command(subcommand)]
    Registration(Registration),
    /// See mails before they go and after they went, and send one again.
    #[command(subcommand)]
    Mail(Mail),
    /// What people will be reminded of, and why somebody is not.
    #[command(subcommand)]
    Reminders(Reminders),
    /// Show or erase everything that is kept of one person.
    #[command(subcommand)]
    Person(Person),
    /// Accounts of the staff: let people in, say what they may do, shut them out.
    #[command(subcommand)]
    Staff(Staff),
    /// Tokens by which programs call the API.
    #[command(subcommand)]
    Token(Token),
    /// Show who changed what, newest first.
    Audit(Audit),
    /// Show every page and every route of the API, and who may call it.
    Routes(Routes),
    /// Look at listings' sources and their last runs.
    Sources(Output),
    /// Messages that could not be handled: look at them, try them again.
    #[command(subcommand)]
    DeadLetters(DeadLetters),
    /// Ask a running process whether it is alive (for container health checks).
    Healthcheck {
        /// The worker, if it runs by itself on ports of its own.
        worker: Option<WorkerName>,
    },
    /// Print the completions for a shell: `kontor completions bash`.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write those of all commands into a folder.
    Man {
        /// Folder for the pages of all commands, such as /usr/local/share/man/man1.
        folder: Option<PathBuf>,
    },
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Output {
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `kontor routes`.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Routes {
    /// Print what a proxy before three workers must know instead: which paths go to which.
    #[arg(long, value_enum, conflicts_with = "json")]
    pub(crate) proxy: Option<Proxy>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// A proxy whose configuration can be written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Proxy {
    /// Caddy, version 2.
    Caddy,
}

/// `kontor doctor`.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Send a test mail to this address, by the configured way.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) send_test: Option<kontor_contracts::EmailAddress>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `kontor demo`.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder for the demo's files. Default: kontor-demo, or the next free name.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    /// First of three ports on 127.0.0.1. Default: 8080, or the next free ones.
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// Settings over those of the demo: a database, a broker and a mail server of its own. They must be
    /// new: the demo's clock runs ahead.
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
}

/// `kontor config`.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Write a commented configuration file with every setting and its default.
    Init {
        /// Where to.
        #[arg(default_value = "kontor.toml")]
        file: PathBuf,
    },
    /// Check the configuration without starting anything.
    Check,
    /// Show every setting in force and where it came from. Secrets are masked.
    Show,
}

/// `kontor registration`.
#[derive(Debug, Subcommand)]
pub(crate) enum Registration {
    /// List the sign-ups of an address, newest first. Shows personal data.
    List {
        /// The address; - reads it from standard input.
        address: String,
        #[command(flatten)]
        output: Output,
    },
    /// Call a sign-up off: its places are free at once. Twice changes nothing.
    Cancel {
        /// Its number, as the list shows it.
        number: kontor_contracts::RegistrationId,
    },
}

/// `kontor person`.
#[derive(Debug, Subcommand)]
pub(crate) enum Person {
    /// Print everything that is kept of a person, as JSON.
    Show {
        /// Their address; - reads it from standard input.
        address: String,
    },
    /// Erase it. Running sign-ups are called off.
    Erase {
        /// Their address; - reads it from standard input.
        address: String,
        /// Do it. Without this, only say what would be erased.
        #[arg(long)]
        yes: bool,
    },
}

/// `kontor dead-letters`.
#[derive(Debug, Subcommand)]
pub(crate) enum DeadLetters {
    /// List them, newest first.
    List {
        /// Only those of one worker.
        #[arg(long)]
        worker: Option<WorkerName>,
        /// At most so many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
        #[command(flatten)]
        output: Output,
    },
    /// Show one with its message. May show personal data.
    Show {
        /// Its id, as the list shows it.
        id: String,
        #[command(flatten)]
        output: Output,
    },
    /// Try one again, or all. A message that was handled in the meantime changes nothing.
    Replay {
        /// Its id, as the list shows it.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        id: Option<String>,
        /// All of them.
        #[arg(long)]
        all: bool,
    },
}

/// A worker, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum WorkerName {
    Registrations,
    Mailer,
    Partners,
}

impl From<WorkerName> for Worker {
    fn from(name: WorkerName) -> Self {
        match name {
            WorkerName::Registrations => Self::Registrations,
            WorkerName::Mailer => Self::Mailer,
            WorkerName::Partners => Self::Partners,
        }
    }
}

/// A database, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatabaseName {
    Registrations,
    Mailer,
    Partners,
    /// The staff's accounts.
    Access,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_well_formed() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
