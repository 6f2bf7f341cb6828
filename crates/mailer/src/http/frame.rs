//! `/console/mails/{id}/html`: the HTML part of a mail, as a page of its own and in a frame of the page about
//! the mail. The frame has no rights: no scripts, no loading, no forms; links open outside of it.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use kontor_web::{Caller, Page, Problem, Visitor};

use super::App;
use crate::kinds::MASKED;

/// Inline styles, which mails are made of, the logo within the mail, and nothing else.
const FRAME_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
    form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/// What one line of the mail needs, what one gap between paragraphs, and what stands around them, in CSS
/// pixels.
const LINE: usize = 24;
const GAP: usize = 16;
const AROUND: usize = 150;

pub(super) async fn html(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let parts = state.written(&visitor.site, &caller, &id).await?.parts;
    let html = parts
        .html_alone()
        .replacen("<head>", "<head>\n<base target=\"_blank\">", 1);
    let html = without_links(&html, |link| link.contains(MASKED));
    let headers = [
        (header::CONTENT_SECURITY_POLICY, FRAME_POLICY),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    Ok((headers, Page::new(html)).into_response())
}

/// The HTML of a mail in which some links lead nowhere: where they would have led is their title. A link
/// that is pressed and fails looks like a fault of the mail.
pub(super) fn without_links(html: &str, leads_nowhere: impl Fn(&str) -> bool) -> String {
    const LINK: &str = " href=\"";
    let mut pieces = html.split(LINK);
    let mut shown = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let link = piece.split('"').next().unwrap_or_default();
        let attribute = if leads_nowhere(link) {
            " title=\""
        } else {
            LINK
        };
        shown.push_str(attribute);
        shown.push_str(piece);
    }
    shown
}

/// About how high the frame must be to show the mail whole. No frame grows with what is in it unless a
/// script asks, so it is guessed from the text part, whose lines are about as long.
pub(super) fn height(text: &str) -> usize {
    height_of_lines(text, usize::MAX)
}

/// The same of a frame that has room for so many characters in a line.
pub(super) fn height_of_lines(text: &str, chars: usize) -> usize {
    let of_line = |line: &str| match line.chars().count() {
        0 => GAP,
        count => LINE * (1 + count / chars),
    };
    AROUND + text.lines().map(of_line).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_without_its_secret_is_none_and_the_others_are() {
        let html = "<a class=\"b\" href=\"https://x.example/my/•••\">A</a> <a href=\"https://x.example/\">B</a>";
        let shown = without_links(html, |link| link.contains(MASKED));
        let expected = "<a class=\"b\" title=\"https://x.example/my/•••\">A</a> <a href=\"https://x.example/\">B</a>";
        assert_eq!(shown, expected);
        assert!(!without_links(html, |_| true).contains("href"));
    }
}
