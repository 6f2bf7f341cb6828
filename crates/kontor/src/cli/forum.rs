//! What can be typed after `kontor forum`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use kontor_contracts::InvitationId;

use super::Output;

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
