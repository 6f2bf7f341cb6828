//! Old and new of one thing, in words.

use kontor_contracts::events::{ForumFormat, ForumParticulars, ForumState, Particular};
use serde::Serialize;

use crate::{
    domain::News,
    letter::{ComposeError, Writing, escaped},
};

/// One thing that is otherwise. Escaped.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    what: String,
    before: String,
    now: String,
}

/// A line for each thing that is told.
pub(super) fn lines(
    writing: &Writing<'_>,
    news: News<'_>,
    told: &[Particular],
) -> Result<Vec<Line>, ComposeError> {
    let line = |what: &Particular| {
        Ok(Line {
            what: writing.text(&format!("mail-what-{}", what.word()), &[])?,
            before: in_words(writing, news.before(), *what)?,
            now: in_words(writing, news.now(), *what)?,
        })
    };
    told.iter().map(line).collect()
}

/// What stands for nothing.
const NOTHING: &str = "–";

fn in_words(
    writing: &Writing<'_>,
    forum: &ForumParticulars,
    what: Particular,
) -> Result<String, ComposeError> {
    let words = match what {
        Particular::State => return writing.text(state(forum.state), &[]),
        Particular::Format => return writing.text(format(forum.format), &[]),
        // A link is clicked: as an address it stands as it is, but for what would end the cell.
        Particular::Link => {
            let url = forum.online_url.as_deref();
            let link = url.map(|url| format!("<{}>", url.replace('|', "%7C")));
            return Ok(link.unwrap_or_else(|| NOTHING.to_owned()));
        }
        Particular::Title => writing.pick(&forum.title).to_owned(),
        Particular::Time => writing.range(forum),
        Particular::Place => writing
            .place(forum.venue.as_ref())
            .unwrap_or(NOTHING.to_owned()),
        Particular::Deadline => writing.deadline(&forum.registration_closes),
    };
    Ok(escaped(&words))
}

const fn state(state: ForumState) -> &'static str {
    match state {
        ForumState::Cancelled => "mail-state-of-forum-off",
        ForumState::Draft | ForumState::Published => "mail-state-of-forum-on",
    }
}

const fn format(format: ForumFormat) -> &'static str {
    match format {
        ForumFormat::OnSite => "mail-format-on_site",
        ForumFormat::Online => "mail-format-online",
        ForumFormat::Hybrid => "mail-format-hybrid",
    }
}
