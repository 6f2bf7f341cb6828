//! Where in a file something stands.

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

/// The line of a byte, counted from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|b| *b == b'\n').count()
}

/// The line of a setting by its dotted name, or of as much of it as exists.
pub(super) fn line_of_key(text: &str, table: &DeTable<'_>, dotted: &str) -> Option<usize> {
    let (first, rest) = dotted.split_once('.').unwrap_or((dotted, ""));
    let (key, value) = entry(table, first)?;
    let (deeper, rest) = match value.get_ref() {
        DeValue::Array(items) => {
            let (at, rest) = rest.split_once('.').unwrap_or((rest, ""));
            let item = at.parse().ok().and_then(|at: usize| items.get(at));
            (item.and_then(|item| item.get_ref().as_table()), rest)
        }
        other => (other.as_table(), rest),
    };
    let begins = match deeper {
        // An item of a list begins with its first setting.
        Some(item) if value.get_ref().is_array() => first_line(text, item),
        _ => None,
    };
    deeper
        .and_then(|table| line_of_key(text, table, rest))
        .or(begins)
        .or_else(|| Some(line_of(text, key.span().start)))
}

/// The line on which a table of a list begins: its first setting.
pub(super) fn first_line(text: &str, table: &DeTable<'_>) -> Option<usize> {
    let starts = table.keys().map(|key| key.span().start).min();
    starts.map(|at| line_of(text, at))
}

pub(super) fn entry<'t, 'a>(
    table: &'t DeTable<'a>,
    key: &str,
) -> Option<(&'t Spanned<DeString<'a>>, &'t Spanned<DeValue<'a>>)> {
    table.iter().find(|(name, _)| name.get_ref() == key)
}
