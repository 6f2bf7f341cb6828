//! `/staff/mails/{id}/html`: the HTML part of a mail, as a page of its own and in a frame of the page about
//! the mail. The frame has no rights: no scripts, no loading, no forms; links open outside of it.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use kontor_web::{Page, Problem, Visitor};

use super::App;

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
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let parts = state.written(&visitor.site, &id).await?.parts;
    let mut html = parts
        .html
        .replacen("<head>", "<head>\n<base target=\"_blank\">", 1);
    if let Some(picture) = parts.picture {
        html = html.replace(&format!("cid:{}", picture.content_id), &picture.data_url);
    }
    let headers = [
        (header::CONTENT_SECURITY_POLICY, FRAME_POLICY),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    Ok((headers, Page::new(html)).into_response())
}

/// About how high the frame must be to show the mail whole. No frame grows with what is in it unless a
/// script asks, so it is guessed from the text part, whose lines are about as long.
pub(super) fn height(text: &str) -> usize {
    let of_line = |line: &str| if line.is_empty() { GAP } else { LINE };
    AROUND + text.lines().map(of_line).sum::<usize>()
}
