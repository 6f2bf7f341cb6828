//! What is shown once: a link, a token, recovery codes. It is the answer to the POST itself, for it
//! stands nowhere that another page could read it from.

use kontor_web::{Page, Problem, Visitor};
use kontor_words::context;

/// Shows lines that their reader must keep; `key` is the beginning of the texts around them.
pub(crate) fn show(
    visitor: &Visitor,
    key: &str,
    lines: &[&str],
    until_ms: Option<i64>,
    back: &str,
) -> Result<Page, Problem> {
    let values = context! { key, lines => owned(lines), until_ms, back };
    visitor.page("console/once.html", values)
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}
