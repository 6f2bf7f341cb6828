//! What can be typed: the commands and their help. No logic.

mod mail;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kontor_access::{Role, Scope};
use kontor_contracts::{InvitationId, Language, Worker};

pub(crate) use mail::{Mail, MailList, MailPreview};

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

/// `kontor forum`.
#[derive(Debug, Subcommand)]
pub(crate) enum Forum {
    /// Put a forum online, or change it, from its file. Applying the same file again changes nothing.
    Apply(Apply),
    /// Move a forum to another time. Deadlines that are not named keep their distance in days.
    Move {
        /// Its name in addresses.
        slug: String,
        /// When it begins, in its own zone: 2027-03-01T12:00.
        #[arg(long, value_name = "LOCAL")]
        starts: jiff::civil::DateTime,
        /// When it ends. Default: it lasts as long as before.
        #[arg(long, value_name = "LOCAL")]
        ends: Option<jiff::civil::DateTime>,
        /// Until when people can sign up.
        #[arg(long, value_name = "LOCAL")]
        closes: Option<jiff::civil::DateTime>,
        /// From when people can sign up. Default: if they can already, that stays.
        #[arg(long, value_name = "LOCAL")]
        opens: Option<jiff::civil::DateTime>,
        #[command(flatten)]
        telling: Telling,
    },
    /// Hold a forum in another room, online, or both.
    Relocate {
        /// Its name in addresses.
        slug: String,
        /// Where it takes place. What is online only has no room any more, what is on site only no link.
        #[arg(long, value_enum, value_name = "FORMAT")]
        format: Option<FormatName>,
        /// Name of the house or room; once for each language: de=Rathaus. Without a language it is that of
        /// all.
        #[arg(long, value_name = "NAME", requires = "address")]
        venue: Vec<String>,
        /// Its postal address in one line.
        #[arg(long, value_name = "LINE", requires = "venue")]
        address: Option<String>,
        /// Where to join online.
        #[arg(long, value_name = "URL")]
        link: Option<String>,
        #[command(flatten)]
        telling: Telling,
    },
    /// Call a forum off. Everybody who has signed up is told.
    Cancel {
        /// Its name in addresses.
        slug: String,
        #[command(flatten)]
        telling: Telling,
    },
    /// Give a forum more places, or fewer. Nobody loses theirs.
    Capacity {
        /// Its name in addresses.
        slug: String,
        /// How many places there are.
        places: u32,
        #[command(flatten)]
        telling: Telling,
    },
    /// Invite everybody of a list: each gets a mail with a personal link that fills the form in. Inviting
    /// somebody twice changes nothing.
    Invite(Invite),
    /// List who is invited, and who has answered. Shows personal data.
    Invitations {
        /// Its name in addresses.
        slug: String,
        #[command(flatten)]
        output: Output,
    },
    /// Withdraw an invitation: its link works no more, and nobody is reminded of it. No mail says so.
    Withdraw {
        /// The forum's name in addresses.
        slug: String,
        /// The invitation, as `kontor forum invitations` shows it.
        number: InvitationId,
        #[command(flatten)]
        output: Output,
    },
    /// Make a code by which the people of a partner sign up, and print it.
    Code(Code),
    /// End a code: nobody else signs up with it, and whoever has come by it stays.
    EndCode {
        /// The forum's name in addresses.
        slug: String,
        /// The code, as `kontor forum codes` shows it.
        code: String,
        #[command(flatten)]
        output: Output,
    },
    /// List the codes of a forum with what is used of them.
    Codes {
        /// Its name in addresses.
        slug: String,
        #[command(flatten)]
        output: Output,
    },
    /// List the forums with their places.
    List(Output),
    /// Print a commented sample file to begin with.
    Sample,
}

/// `kontor forum invite`.
#[derive(Debug, Args)]
pub(crate) struct Invite {
    /// Its name in addresses.
    pub(crate) slug: String,
    /// The list, as a spreadsheet exports it (CSV): the first line names the columns, in English, German or
    /// French: email, name (or first and last name), organisation, language, country. - reads it from
    /// standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) list: PathBuf,
    /// Say who would be invited and which rows are broken, and invite nobody.
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `kontor forum code`.
#[derive(Debug, Args)]
pub(crate) struct Code {
    /// The forum's name in addresses.
    pub(crate) slug: String,
    /// Whose it is, such as "Chamber of Lyon". Only the office reads it.
    #[arg(long)]
    pub(crate) name: String,
    /// Most sign-ups that it is good for. Default: any number.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) uses: Option<u32>,
    /// Most places of all of them. Default: any number.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) places: Option<u32>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `kontor forum apply`.
#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// The forums' files (TOML); - reads one from standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// Who is told of a change, and what else the office says.
#[derive(Debug, Clone, Args)]
pub(crate) struct Telling {
    /// Say what would change and who would be told, and change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// A few words that go with the mail: a text in the forum's main language, or a TOML file with one for
    /// each language (de = "…").
    #[arg(long, value_name = "FILE", conflicts_with = "silent")]
    pub(crate) note: Option<PathBuf>,
    /// Tell nobody: a misprint that nobody need hear of.
    #[arg(long)]
    pub(crate) silent: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Where a forum takes place, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum FormatName {
    OnSite,
    Online,
    Hybrid,
}

impl From<FormatName> for kontor_contracts::events::ForumFormat {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::OnSite => Self::OnSite,
            FormatName::Online => Self::Online,
            FormatName::Hybrid => Self::Hybrid,
        }
    }
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
