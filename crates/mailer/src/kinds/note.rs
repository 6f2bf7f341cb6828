//! What the office says to people with a change.

use crate::{
    domain::News,
    letter::{Writing, escaped},
};

/// The words of all changes that are told together, a paragraph for each of theirs. Escaped.
pub(super) fn paragraphs(writing: &Writing<'_>, news: Option<News<'_>>) -> Vec<String> {
    let notes = news
        .into_iter()
        .flat_map(|news| news.notes().collect::<Vec<_>>());
    let lines = notes.flat_map(|note| writing.pick(note).lines());
    let typed = lines.filter(|line| !line.trim().is_empty());
    typed.map(escaped).collect()
}
