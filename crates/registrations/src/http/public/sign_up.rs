//! Sending the form, and the page that follows. Nothing personal is ever in an address.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use kontor_book::Refusal;
use kontor_web::{ClientAddress, Page, PageForm, Problem, Visitor, problems};
use kontor_words::context;

use super::{
    facts,
    form::{FormError, SignUpForm},
    forum::{TOO_FEW, Told, show_form},
    way::{self, Way},
};
use crate::{
    domain::{SignUp, SignUpBody},
    http::{App, HttpState, UNKNOWN_FORUM, not_signed_up},
    intake::{IdempotencyKey, Settled, SignUpError, SignUpOrder},
    store::forums::{Forum, ForumName},
};

/// Counts forms whose hidden field was filled in.
const TRAPPED: &str = "kontor_registrations_trapped_total";

/// Says what is counted here, from 0.
pub(in crate::http) fn describe_metrics() {
    metrics::describe_counter!(
        TRAPPED,
        "Forms shown again because their hidden field was filled in."
    );
    metrics::counter!(TRAPPED).absolute(0);
}

/// `POST /forums/{slug}`.
pub(super) async fn sign_up(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    uri: Uri,
    client: ClientAddress,
    PageForm(typed): PageForm<SignUpForm>,
) -> Result<Response, Problem> {
    let forum = app.forum(&slug).await?;
    let way = Way::of_form(&app, &forum, &typed.code).await?;
    let coming = Coming {
        app: &app,
        visitor: &visitor,
        forum,
        way,
        client,
    };
    coming.take(typed, uri.path()).await
}

/// Somebody who has sent the form.
pub(super) struct Coming<'a> {
    pub(super) app: &'a HttpState,
    pub(super) visitor: &'a Visitor,
    pub(super) forum: Forum,
    pub(super) way: Way,
    pub(super) client: ClientAddress,
}

impl Coming<'_> {
    fn show(&self, typed: &SignUpForm, told: Told) -> Result<Response, Problem> {
        let of = (&self.forum, &self.way);
        show_form(self.app, self.visitor, of, typed, told).map(Page::into_response)
    }

    /// Signs them up, or shows the form again with what is wrong.
    pub(super) async fn take(self, typed: SignUpForm, path: &str) -> Result<Response, Problem> {
        let Ok(revision) = typed.revision.parse() else {
            return Err(problems::STALE_FORM.into());
        };
        if typed.is_being_filled_in() {
            return self.show(&typed, Told::default());
        }
        if typed.is_trapped() {
            // A browser may have filled it in for a person, who must not be lost: the field is empty
            // in the form that is shown now, and pressing the button once more signs up.
            metrics::counter!(TRAPPED).increment(1);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return self.show(&typed, notice("reg-notice-trap", status));
        }
        let body = typed.body(&self.app.settings, self.visitor);
        let key = bind_key(&typed.form, path, &body);
        let sign_up = match self.checked(&typed, body) {
            Ok(sign_up) => sign_up,
            Err(told) => {
                // The address in what was pasted stands in the field: one more press takes it.
                return self.show(&typed.with_the_address_found(), told);
            }
        };
        let proved = self.way.proves(&sign_up.address.key);
        let admission = if proved {
            self.app.limits.admit_invited(self.client, &sign_up)
        } else {
            self.app.limits.admit(self.client, &sign_up)
        };
        let Ok(admission) = admission else {
            let status = StatusCode::TOO_MANY_REQUESTS;
            return self.show(&typed, notice("reg-notice-too-many", status));
        };
        let order = SignUpOrder {
            forum: ForumName::Id(self.forum.id),
            sign_up,
            revision: Some(revision),
            key,
            admission,
            pass: self.way.pass,
            proved,
        };
        self.order(&typed, order).await
    }

    /// The sign-up, or everything that is wrong with the form.
    fn checked(&self, typed: &SignUpForm, body: SignUpBody) -> Result<SignUp, Told> {
        let wrong_code = self.way.fault(self.visitor);
        let (sign_up, mut errors) = match body.check() {
            Ok(sign_up) => (Some(sign_up), Vec::new()),
            Err(faults) => (None, typed.errors(&faults, self.visitor)),
        };
        errors.extend(FormError::of_number(&typed.unnamed, self.visitor));
        errors.extend(wrong_code);
        sign_up.filter(|_| errors.is_empty()).ok_or(Told {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors,
            notice: None,
        })
    }

    async fn order(mut self, typed: &SignUpForm, order: SignUpOrder) -> Result<Response, Problem> {
        match self.app.intake.sign_up(order).await {
            Ok(signed_up) => match signed_up.settled {
                Some(settled) => self.settled(typed, settled),
                None => self.check_mail(typed),
            }
            .map(Page::into_response),
            Err(SignUpError::Refused(refusal)) => {
                let told = self.refused(refusal)?;
                // What was refused may be because of what has changed since the page was made.
                self.forum = self.app.forum(&self.forum.draft.slug).await?;
                self.show(typed, told)
            }
            Err(error @ (SignUpError::KeyReused | SignUpError::NotTaken(_))) => {
                Err(not_signed_up(&error))
            }
        }
    }

    /// What is said with the form.
    fn refused(&self, refusal: Refusal) -> Result<Told, Problem> {
        let key = match refusal {
            Refusal::Full { free: 0 } => "reg-notice-full",
            Refusal::Full { .. } => TOO_FEW,
            Refusal::TooLarge { .. } => "reg-notice-too-large",
            Refusal::Changed => "reg-notice-changed",
            Refusal::Closed => "reg-notice-closed",
            Refusal::Cancelled => "reg-notice-cancelled",
            Refusal::NotOpen { .. } => "reg-notice-not-open",
            Refusal::ByInvitationOnly => "reg-notice-by-invitation",
            Refusal::InvitationUsed => "reg-notice-invitation-used",
            Refusal::UnknownCode => return Ok(self.wrong_code("reg-error-code-unknown", 0)),
            Refusal::CodeUsedUp { places_left: 0 } => {
                return Ok(self.wrong_code("reg-error-code-used-up", 0));
            }
            Refusal::CodeUsedUp { places_left } => {
                return Ok(self.wrong_code("reg-error-code-too-few", places_left));
            }
            Refusal::UnknownForum => return Err(UNKNOWN_FORUM.into()),
        };
        Ok(notice(key, StatusCode::CONFLICT))
    }

    fn wrong_code(&self, key: &str, places: u32) -> Told {
        let text = self.visitor.text(key, &[("count", places.into())]);
        Told {
            status: StatusCode::CONFLICT,
            errors: vec![way::fault(text)],
            notice: None,
        }
    }

    /// "Check your mail": the same for everybody, whether the address was known or not. It is the answer
    /// to the form itself, because it shows the address that was typed, and nothing personal may be in an
    /// address of a page. Loading it again sends the same form, which counts once.
    fn check_mail(&self, typed: &SignUpForm) -> Result<Page, Problem> {
        let values = context! {
            forum => facts(&self.forum, self.visitor, self.app.clock.now_ms()),
            form => typed.values(),
            way => self.way.values(),
            // Another form: "send the mail again" is a new request.
            form_id => self.app.ids.next().simple().to_string(),
        };
        self.visitor.page("registrations/check_mail.html", values)
    }

    /// Signed up at once: the address was proved by the personal link.
    fn settled(&self, typed: &SignUpForm, settled: Settled) -> Result<Page, Problem> {
        let shown = match settled {
            Settled::Confirmed => "confirmed",
            Settled::Waiting => "waiting",
        };
        let values = context! {
            shown,
            forum => facts(&self.forum, self.visitor, self.app.clock.now_ms()),
            form => typed.values(),
        };
        self.visitor.page("registrations/invited_done.html", values)
    }
}

fn notice(key: &'static str, status: StatusCode) -> Told {
    Told {
        status,
        notice: Some(key),
        ..Told::default()
    }
}

/// Pressing the button twice sends the same form twice; that counts once. The same form corrected
/// after going back is another request, so the key is bound to what the form says.
fn bind_key(form: &str, path: &str, body: &SignUpBody) -> Option<IdempotencyKey> {
    let body = serde_json::to_string(body)
        .ok()
        .filter(|_| !form.is_empty())?;
    let key = format!("form {form} {body}");
    Some(IdempotencyKey::new(&key, "POST", path, body.as_bytes()))
}
