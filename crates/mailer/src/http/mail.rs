//! `/staff/mails/{id}`: one mail, as its recipient sees it, and what became of it.

use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use kontor_contracts::MailId;
use kontor_web::{Problem, Site, Visitor};
use kontor_words::context;

use super::{
    App, HttpState, MAIL_NOT_WRITTEN, MAIL_UNDER_WAY,
    frame::height,
    mails::row,
    not_stored,
    view::{MailView, may_be_sent_again},
};
use crate::{
    domain::MailState,
    letter::{MailToWrite, Parts, compose, read},
    store::{self, LoggedMail, attempts_of, known_of, message_of, slugs},
};

/// The page around the frame may show it; nothing else is loosened.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// A mail as it was sent, or as it would be sent now.
pub(super) struct Shown {
    subject: String,
    source: Vec<u8>,
    pub(super) parts: Parts,
    sent: bool,
}

pub(super) async fn show(
    State(state): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let mail = state.mail(&id).await?;
    let attempts = attempts_of(&state.database, mail.id)
        .await
        .map_err(|e| not_stored(&e))?;
    let slugs = slugs(&state.database).await.map_err(|e| not_stored(&e))?;
    let shown = state.shown(&visitor.site, &mail).await?;
    let attempts: Vec<_> = attempts
        .into_iter()
        .map(|attempt| {
            context! {
                at => attempt.at.as_millisecond(),
                state => attempt.state.word(),
                phase => attempt.phase,
                reply => attempt.reply,
            }
        })
        .collect();
    let shown = shown.map(|shown| {
        context! {
            subject => shown.subject,
            height => height(&shown.parts.text),
            text => shown.parts.text,
            calendar => shown.parts.calendar,
            sent => shown.sent,
        }
    });
    let view = MailView::new(&mail, &slugs);
    let page = visitor.page(
        "mailer/staff_mail.html",
        context! { mail => row(&mail, &view), attempts, shown },
    )?;
    Ok(([(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)], page).into_response())
}

pub(super) async fn calendar(
    State(state): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let shown = state.written(&visitor.site, &id).await?;
    let calendar = shown
        .parts
        .calendar
        .ok_or_else(|| Problem::from(MAIL_NOT_WRITTEN))?;
    Ok(download(
        "text/calendar; charset=utf-8",
        &id,
        "ics",
        calendar.into_bytes(),
    ))
}

pub(super) async fn source(
    State(state): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let shown = state.written(&visitor.site, &id).await?;
    Ok(download("message/rfc822", &id, "eml", shown.source))
}

pub(super) async fn send_again(
    State(state): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    let mail = state.mail(&id).await?;
    let now_ms = state.clock.now_ms();
    if !may_be_sent_again(&mail) {
        return Err(MAIL_UNDER_WAY.into());
    }
    let (id, changed) = if mail.state == MailState::Sent {
        let copy = MailId::new(state.ids.next());
        let sent = store::send_copy(&state.database, &mail, copy, now_ms).await;
        (copy, sent)
    } else {
        let sent = store::send_again(&state.database, mail.id, now_ms).await;
        (mail.id, sent)
    };
    if !changed.map_err(|error| not_stored(&error))? {
        return Err(MAIL_UNDER_WAY.into());
    }
    state.wake.notify_one();
    let lang = visitor.lang_query();
    Ok(Redirect::to(&format!("/staff/mails/{id}{lang}")))
}

impl HttpState {
    /// The mail as it was handed over, else as it would be written now; nothing if its forum has
    /// not arrived yet or its template is broken.
    async fn shown(&self, site: &Site, mail: &LoggedMail) -> Result<Option<Shown>, Problem> {
        let kept = message_of(&self.database, mail.id)
            .await
            .map_err(|e| not_stored(&e))?;
        // While its link still works, only what is written again is shown, with the link masked.
        if let Some(kept) = kept.filter(|_| !has_secret(mail)) {
            return Ok(Some(Shown {
                parts: read(&kept.message),
                subject: kept.subject,
                source: kept.message,
                sent: true,
            }));
        }
        let known = known_of(&self.database, mail).await;
        let Some(known) = known.map_err(|e| not_stored(&e))? else {
            return Ok(None);
        };
        let to_write = MailToWrite {
            key: &mail.key,
            facts: &*mail.facts.masked(),
            known: &known,
            now: self.clock.now(),
        };
        match compose(site, &self.sender, to_write) {
            Ok((letter, message)) => Ok(Some(Shown {
                subject: letter.subject,
                parts: read(&message.bytes),
                source: message.bytes,
                sent: false,
            })),
            Err(error) => {
                tracing::warn!(mail = %mail.id, %error, "a mail cannot be shown");
                Ok(None)
            }
        }
    }

    pub(super) async fn written(&self, site: &Site, id: &str) -> Result<Shown, Problem> {
        let mail = self.mail(id).await?;
        self.shown(site, &mail)
            .await?
            .ok_or_else(|| MAIL_NOT_WRITTEN.into())
    }
}

fn has_secret(mail: &LoggedMail) -> bool {
    let asking = mail.facts.asking();
    asking.is_some_and(|asking| asking.token.is_some())
}

fn download(media_type: &'static str, id: &str, extension: &str, bytes: Vec<u8>) -> Response {
    // The id was read as one before; the name holds letters, digits and an underscore.
    let name = id
        .parse::<MailId>()
        .map(|id| format!("attachment; filename=\"{id}.{extension}\""));
    let disposition = HeaderValue::from_str(&name.unwrap_or_default());
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}
