//! By what somebody comes to the form of a forum: as everybody may, with a partner's code, or by the
//! personal link of an invitation.

use kontor_book::Pass;
use kontor_contracts::ForumId;
use kontor_web::{Problem, Visitor};
use kontor_words::{Value, context};

use super::form::FormError;
use crate::{
    domain::{InvitationState, code_typed},
    http::{HttpState, not_stored},
    store::{
        codes::{self, Code},
        forums::Forum,
        invitations::Invitation,
    },
};

/// The field of a partner's code.
const FIELD: &str = "code";
const UNKNOWN: &str = "reg-error-code-unknown";
const USED_UP: &str = "reg-error-code-used-up";

/// How somebody comes to a form, and where it leads.
pub(super) struct Way {
    /// Where the form is sent to.
    pub(super) action: String,
    /// What lets them in, if not everybody may.
    pub(super) pass: Option<Pass>,
    /// The invitation whose personal link this is.
    pub(super) invitation: Option<Invitation>,
    /// Whether the form asks for a code.
    asks_code: bool,
    /// Whether the form is shown at all.
    is_admitted: bool,
    /// The key of what is wrong with the code.
    wrong: Option<&'static str>,
}

impl Way {
    /// To the page of a forum, perhaps with a code in its address. A code that is used up shows no form
    /// that would be filled in for nothing.
    pub(super) async fn to_page(
        app: &HttpState,
        forum: &Forum,
        typed: &str,
    ) -> Result<Self, Problem> {
        let is_used_up = |code: &Code| (!code.allowance.admits(1)).then_some(USED_UP);
        let mut way = Self::with_code(app, forum, typed, is_used_up).await?;
        if way.wrong.is_some() {
            way.pass = None;
            way.is_admitted = !forum.draft.by_invitation_only;
        }
        Ok(way)
    }

    /// With a form that was sent. Whether the code is good for it is decided under the forum's lock.
    pub(super) async fn of_form(
        app: &HttpState,
        forum: &Forum,
        typed: &str,
    ) -> Result<Self, Problem> {
        Self::with_code(app, forum, typed, |_| None).await
    }

    /// By the personal link of an invitation.
    pub(super) fn of_link(path: String, invitation: Invitation) -> Self {
        Self {
            action: path,
            pass: Some(Pass::Invitation(invitation.id)),
            invitation: Some(invitation),
            asks_code: false,
            is_admitted: true,
            wrong: None,
        }
    }

    async fn with_code(
        app: &HttpState,
        forum: &Forum,
        typed: &str,
        fault: impl FnOnce(&Code) -> Option<&'static str>,
    ) -> Result<Self, Problem> {
        let by_invitation_only = forum.draft.by_invitation_only;
        let has_codes = codes::are_there(&app.database, forum.id).await;
        let has_codes = has_codes.map_err(|error| not_stored(&error))?;
        let found = if typed.trim().is_empty() {
            None
        } else {
            find(app, forum.id, typed).await?
        };
        let wrong = match &found {
            Some(code) => fault(code),
            None => (!typed.trim().is_empty()).then_some(UNKNOWN),
        };
        Ok(Self {
            action: format!("/forums/{}", forum.draft.slug),
            is_admitted: !by_invitation_only || found.is_some(),
            pass: found.map(|code| Pass::Code(code.id)),
            invitation: None,
            asks_code: has_codes || by_invitation_only,
            wrong,
        })
    }

    /// Whether the address that was typed is the one to which the personal link was sent.
    pub(super) fn proves(&self, email_key: &str) -> bool {
        let invited = self.invitation.as_ref();
        invited.is_some_and(|invitation| invitation.contact.email.key() == email_key)
    }

    /// What is wrong with the code, where it stands in the form.
    pub(super) fn fault(&self, visitor: &Visitor) -> Option<FormError> {
        self.wrong.map(|key| fault(visitor.text(key, &[])))
    }

    /// What the page sees.
    pub(super) fn values(&self) -> Value {
        let state = self.invitation.as_ref().map(|invitation| invitation.state);
        context! {
            action => self.action.as_str(),
            admitted => self.is_admitted,
            asks_code => self.asks_code,
            personal => self.invitation.is_some(),
            declined => state == Some(InvitationState::Declined),
        }
    }
}

/// Something wrong with the code.
pub(super) fn fault(text: String) -> FormError {
    FormError {
        field: FIELD.to_owned(),
        text,
    }
}

/// The code of a forum that somebody has typed.
pub(in crate::http) async fn find(
    app: &HttpState,
    forum: ForumId,
    typed: &str,
) -> Result<Option<Code>, Problem> {
    let Some(code) = code_typed(typed) else {
        return Ok(None);
    };
    let found = codes::find(&app.database, forum, &code).await;
    found.map_err(|error| not_stored(&error))
}
