//! The pages behind the personal link of an invitation: the forum's form, filled in, and saying no. Opening
//! one changes nothing, because scanners open links; its button does.

use axum::{
    extract::{Path, State},
    http::Uri,
    response::{IntoResponse, Response},
};
use kontor_contracts::events::ForumState;
use kontor_web::{ClientAddress, Page, PageForm, Problem, Visitor};
use kontor_words::context;

use super::{
    facts,
    form::SignUpForm,
    forum::{Told, show_form},
    sign_up::Coming,
    way::Way,
};
use crate::{
    domain::InvitationState,
    ending_invitations::decline,
    http::{App, HttpState, INVITATION_WITHDRAWN, NOT_PUBLISHED, UNKNOWN_LINK, not_stored},
    intake::token_hash,
    store::{
        forums::{self, Forum, ForumName},
        invitations::{self, Invitation},
        registered,
    },
};

/// `GET /invited/{token}`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let (invitation, forum) = find(&app, &token).await?;
    let visitor = visitor.preferring(&invitation.contact.language);
    if is_answered(&app, &invitation).await? {
        return face(&app, &visitor, (&invitation, &forum), ("answered", &token));
    }
    let filled_in = SignUpForm::of_invited(&invitation.contact);
    let way = Way::of_link(format!("/invited/{token}"), invitation);
    show_form(&app, &visitor, (&forum, &way), &filled_in, Told::default())
}

/// `POST /invited/{token}`.
pub(super) async fn sign_up(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    uri: Uri,
    client: ClientAddress,
    PageForm(typed): PageForm<SignUpForm>,
) -> Result<Response, Problem> {
    let (invitation, forum) = find(&app, &token).await?;
    let visitor = visitor.preferring(&invitation.contact.language);
    let coming = Coming {
        app: &app,
        visitor: &visitor,
        forum,
        way: Way::of_link(format!("/invited/{token}"), invitation),
        client,
    };
    coming.take(typed, uri.path()).await
}

/// `GET /invited/{token}/decline`: says what will happen.
pub(super) async fn ask_to_decline(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let (invitation, forum) = find(&app, &token).await?;
    let visitor = visitor.preferring(&invitation.contact.language);
    let shown = match invitation.state {
        InvitationState::Declined => "declined",
        _ if is_answered(&app, &invitation).await? => "answered",
        InvitationState::Invited | InvitationState::Answered | InvitationState::Withdrawn => "ask",
    };
    face(&app, &visitor, (&invitation, &forum), (shown, &token))
}

/// `POST /invited/{token}/decline`.
pub(super) async fn act(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (invitation, forum) = find(&app, &token).await?;
    let visitor = visitor.preferring(&invitation.contact.language);
    let state = decline(&app.database, &app.process, invitation.id).await;
    let shown = match state.map_err(|error| not_stored(&error))? {
        Some(InvitationState::Declined | InvitationState::Invited) => "declined",
        Some(InvitationState::Answered) => "answered",
        Some(InvitationState::Withdrawn) => return Err(INVITATION_WITHDRAWN.into()),
        None => return Err(UNKNOWN_LINK.into()),
    };
    face(&app, &visitor, (&invitation, &forum), (shown, &token)).map(Page::into_response)
}

/// The invitation of a link, with its forum.
async fn find(app: &HttpState, token: &str) -> Result<(Invitation, Forum), Problem> {
    let hash = token_hash(token).ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
    let found = invitations::of_link(&app.database, &hash).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let invitation = found.ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
    if invitation.state == InvitationState::Withdrawn {
        return Err(INVITATION_WITHDRAWN.into());
    }
    let forum = forums::find(&app.database, &ForumName::Id(invitation.forum)).await;
    let forum = forum.map_err(|error| not_stored(&error))?;
    let forum = forum.ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
    if forum.draft.state == ForumState::Draft {
        return Err(NOT_PUBLISHED.into());
    }
    Ok((invitation, forum))
}

/// Whether somebody has signed up by it and still comes.
async fn is_answered(app: &HttpState, invitation: &Invitation) -> Result<bool, Problem> {
    let Some(registration) = invitation.registration else {
        return Ok(false);
    };
    let is_live = registered::is_live(&app.database, registration).await;
    is_live.map_err(|error| not_stored(&error))
}

fn face(
    app: &HttpState,
    visitor: &Visitor,
    (invitation, forum): (&Invitation, &Forum),
    (shown, token): (&str, &str),
) -> Result<Page, Problem> {
    let values = context! {
        shown,
        here => format!("/invited/{token}"),
        forum => facts(forum, visitor, app.clock.now_ms()),
        name => invitation.contact.name.as_str(),
    };
    visitor.page("registrations/invited.html", values)
}
