//! `/console/mails/{id}`: one mail, as its recipient sees it, and what became of it.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use kontor_contracts::{MailId, Role};
use kontor_web::{Caller, Confirm, Page, Problem, Site, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use super::{
    App, FORUM, HttpState, MAIL_NOT_WRITTEN, MAIL_UNDER_WAY, frame::height, mails::row, not_stored,
    view::MailView,
};
use crate::{
    desk::{NotSentAgain, may_be_sent_again, send_again},
    domain::PersonState,
    letter::{MailToWrite, Parts, compose, read},
    store::{LoggedMail, attempts_of, known_of, message_of, slugs},
};

/// The page around the frame may show it; nothing else is loosened.
pub(super) const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// A mail as it was sent, or as it would be sent now.
pub(super) struct Shown {
    subject: String,
    source: Vec<u8>,
    pub(super) parts: Parts,
    sent: bool,
}

/// What the page about a mail may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// One of [`VIEWS`]; else the first.
    view: String,
    /// It was just asked for to be sent again.
    again: Option<String>,
}

/// Ways to see a mail, and what each is called.
const VIEWS: [(&str, &str); 3] = [
    ("html", "mail-log-view-html"),
    ("text", "mail-log-text"),
    (CALENDAR, "mail-log-calendar"),
];
/// The one that not every mail has.
const CALENDAR: &str = "calendar";

pub(super) async fn show(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mail = state.mail(&caller, Role::Reader, &id).await?;
    let attempts = attempts_of(&state.database, mail.id)
        .await
        .map_err(|e| not_stored(&e))?;
    let reach = caller.reach(Role::Reader, FORUM);
    let slugs = slugs(&state.database, &reach)
        .await
        .map_err(|e| not_stored(&e))?;
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
    let views = shown
        .as_ref()
        .map(|shown| views(&visitor, shown, &asked.view));
    let shown = shown.map(|shown| {
        context! {
            subject => shown.subject,
            height => height(&shown.parts.text),
            text => shown.parts.text,
            calendar => shown.parts.calendar,
            sent => shown.sent,
            views,
        }
    });
    let view = MailView::new(&mail, &slugs);
    let page = visitor.page(
        "mailer/staff_mail.html",
        context! {
            mail => row(&mail, &view),
            attempts,
            shown,
            standing => mail.known.person.map(PersonState::word),
            again => asked.again.is_some(),
        },
    )?;
    Ok(([(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)], page).into_response())
}

/// The ways to see a mail, as `parts.tabs` wants them; one of them is the current one.
fn views(visitor: &Visitor, shown: &Shown, asked: &str) -> Vec<Value> {
    let has = |name: &str| name != CALENDAR || shown.parts.calendar.is_some();
    let there: Vec<_> = VIEWS.iter().filter(|(name, _)| has(name)).collect();
    let known = there.iter().any(|(name, _)| *name == asked);
    let open = if known { asked } else { VIEWS[0].0 };
    let views = there.into_iter().map(|&(name, key)| {
        let query = format!("view={name}");
        context! {
            view => name,
            name => visitor.text(key, &[]),
            href => format!("{}#view", visitor.link_on(&visitor.path, &query)),
            current => name == open,
        }
    });
    views.collect()
}

pub(super) async fn calendar(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let shown = state.written(&visitor.site, &caller, &id).await?;
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
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let shown = state.written(&visitor.site, &caller, &id).await?;
    Ok(download("message/rfc822", &id, "eml", shown.source))
}

/// Whether a mail of which nobody knows whether it arrived is to go once more.
pub(super) async fn ask_again(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Page, Problem> {
    let mail = state.mail(&caller, Role::Organiser, &id).await?;
    if !may_be_sent_again(&mail) {
        return Err(MAIL_UNDER_WAY.into());
    }
    let (text, contact) = (|key: &str| visitor.text(key, &[]), mail.facts.contact());
    let to = format!("{} <{}>", contact.name, contact.email.as_str());
    visitor.confirm(&Confirm {
        act: text("mail-log-send-again"),
        about: vec![
            (text("mail-log-recipient"), to),
            (
                text("mail-log-kind"),
                text(&format!("mail-kind-{}", mail.key.kind)),
            ),
        ],
        effects: vec![text("mail-log-sure")],
        back: format!("/console/mails/{}", mail.id),
        ..Confirm::default()
    })
}

pub(super) async fn press_again(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    let mail = state.mail(&caller, Role::Organiser, &id).await?;
    let tools = (&*state.clock, &*state.ids);
    let sent = send_again(&state.database, tools, caller.actor, &mail).await;
    let id = sent.map_err(|why| match why {
        NotSentAgain::Store(error) => not_stored(&error),
        NotSentAgain::Unknown(_)
        | NotSentAgain::UnderWay { .. }
        | NotSentAgain::LinkGone
        | NotSentAgain::NotNeeded(_) => MAIL_UNDER_WAY.into(),
    })?;
    state.wake.notify_one();
    let page = format!("/console/mails/{id}");
    Ok(Redirect::to(&visitor.link_on(&page, "again=1")))
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

    pub(super) async fn written(
        &self,
        site: &Site,
        caller: &Caller,
        id: &str,
    ) -> Result<Shown, Problem> {
        let mail = self.mail(caller, Role::Reader, id).await?;
        self.shown(site, &mail)
            .await?
            .ok_or_else(|| MAIL_NOT_WRITTEN.into())
    }
}

fn has_secret(mail: &LoggedMail) -> bool {
    let link = mail.facts.link();
    link.is_some_and(|link| link.secret_until.is_some())
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
