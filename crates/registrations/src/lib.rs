//! Takes sign-ups to forums in: pages, API, double opt-in, exact capacity.
//!
//! | | |
//! |---|---|
//! | consumes | nothing |
//! | publishes | `forum.published.v1`, `registration.received.v1`, `registration.repeated.v1`, `registration.confirmed.v1`, `registration.expired.v1`, `registration.cancelled.v1`, `invitation.{issued,answered,declined,withdrawn}.v1` |
//! | serves the public | `/`, `/forums/{slug}`, `/confirm/{token}`, `/invited/{token}`, `/api/v1/forums…` |
//! | serves the staff | `/console/forums`, `/console/forums/{slug}`, `/console/forums/{slug}/{change,invitations}`, `PATCH /api/v1/forums/{forum}`, `/api/v1/forums/{forum}/invitations` |
//! | stores | `forums` (terms and places), `forum_texts`, `registrations`, `participants`, `invitations`, `codes`, `confirm_tokens` (hashes), `idempotency_keys` (for 24 hours) |
//! | does by itself | expires held places, forgets old keys, links and sign-ups that were never confirmed, counts places again |

mod calling_off;
mod changing;
pub mod domain;
mod ending_invitations;
pub mod forum_file;
mod http;
mod intake;
mod invitation_list;
mod invited_people;
mod inviting;
mod listing;
mod partner_codes;
mod person;
mod publishing;
mod samples;
mod settings;
mod store;
mod tasks;

use std::time::Duration;

use kontor_book::Share;
use kontor_bus::Bus;
use kontor_contracts::Worker;
use kontor_runtime::{Process, config::InvalidSetting};
use kontor_store::{Database, StoreError};
use kontor_web::{Pages, RouteFacts, SiteParts, StaffPage, facts};
use kontor_words::Parts;

pub use calling_off::{FoundRegistration, cancel_registration, registrations_of};
pub use changing::{ActError, Acted, ForumAct, act_on_forum};
pub use ending_invitations::{WithdrawError, withdraw_invitation};
pub use intake::CalledOff;
pub use invitation_list::{BrokenRow, InvitationList, LIST_BYTES, LIST_ROWS, ListError, RowFault};
pub use invited_people::{FoundInvitation, InvitedBefore, list_invitations};
pub use inviting::{InviteError, Invited, invite};
pub use listing::{ForumSummary, forum_named, list_forums};
pub use partner_codes::{CodeError, CodeSummary, NewCode, end_code, list_codes, make_code};
pub use person::{
    PersonInvitation, PersonNamed, PersonRegistration, erase_person, show_invitations, show_named,
    show_person,
};
pub use publishing::{Applied, announce_forum, apply_forum, try_forum};
pub use samples::{SAMPLES, dated};
pub use settings::Settings;
pub use store::{MIGRATIONS, invitations::InvitationCounts, registered::Counts};

use http::{HttpState, Limits};
use intake::Intake;

/// What this worker brings to the pages.
pub const PARTS: SiteParts = SiteParts {
    words: Parts {
        name: "registrations",
        templates: &[
            (
                "registrations/check_mail.html",
                include_str!("templates/check_mail.html"),
            ),
            ("registrations/ask.html", include_str!("templates/ask.html")),
            (
                "registrations/call_off.html",
                include_str!("templates/call_off.html"),
            ),
            (
                "registrations/change.html",
                include_str!("templates/change.html"),
            ),
            (
                "registrations/change_preview.html",
                include_str!("templates/change_preview.html"),
            ),
            (
                "registrations/confirm.html",
                include_str!("templates/confirm.html"),
            ),
            (
                "registrations/facts.html",
                include_str!("templates/facts.html"),
            ),
            (
                "registrations/forum.html",
                include_str!("templates/forum.html"),
            ),
            (
                "registrations/forums.html",
                include_str!("templates/forums.html"),
            ),
            (
                "registrations/invited.html",
                include_str!("templates/invited.html"),
            ),
            (
                "registrations/invited_done.html",
                include_str!("templates/invited_done.html"),
            ),
            ("registrations/me.html", include_str!("templates/me.html")),
            (
                "registrations/new_link.html",
                include_str!("templates/new_link.html"),
            ),
            ("registrations/own.html", include_str!("templates/own.html")),
            (
                "registrations/people.html",
                include_str!("templates/people.html"),
            ),
            (
                "registrations/staff_change.html",
                include_str!("templates/staff_change.html"),
            ),
            (
                "registrations/staff_change_preview.html",
                include_str!("templates/staff_change_preview.html"),
            ),
            (
                "registrations/staff_forum.html",
                include_str!("templates/staff_forum.html"),
            ),
            (
                "registrations/staff_forums.html",
                include_str!("templates/staff_forums.html"),
            ),
            (
                "registrations/staff_codes.html",
                include_str!("templates/staff_codes.html"),
            ),
            (
                "registrations/staff_invitations.html",
                include_str!("templates/staff_invitations.html"),
            ),
            (
                "registrations/take_off.html",
                include_str!("templates/take_off.html"),
            ),
        ],
        locales: &[
            ("de", include_str!("locales/de.ftl")),
            ("en", include_str!("locales/en.ftl")),
            ("fr", include_str!("locales/fr.ftl")),
        ],
    },
    problems: http::PROBLEMS,
    routes,
    tags: http::api::TAGS,
    staff_pages: &[StaffPage {
        path: "/console/forums",
        and: &[],
        name: "reg-forums-title",
        search: None,
    }],
};

fn routes() -> Vec<RouteFacts> {
    facts(http::TABLE)
}

/// Why the worker cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting cannot be used.
    #[error("registrations.{0}")]
    Setting(#[from] InvalidSetting),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Starts the worker's tasks and makes its routes. The database is migrated already.
///
/// # Errors
/// [`StartError`] names the setting that cannot be used, or what is wrong with the database.
pub async fn start(
    process: &Process,
    database: Database,
    bus: &Bus,
    settings: Settings,
) -> Result<Pages, StartError> {
    settings.check()?;
    database.ping().await?;
    let rekeyed = store::changes::rekey(&database).await?;
    if rekeyed > 0 {
        tracing::info!(rekeyed, "addresses have the key of today");
    }
    let share = Share::per_cent(settings.unconfirmed_share);
    let intake = Intake::start(process, database.clone(), share, settings.limits());
    let at_most = Duration::from_secs(settings.sweep_seconds);
    tasks::agenda::tell(&process.agenda, &database);
    tasks::expire_holds::start(process, database.clone(), intake.clone(), at_most);
    let forget = Duration::from_hours(24 * u64::from(settings.forget_unconfirmed_days));
    tasks::forget_old::start(process, database.clone(), forget);
    bus.relay(process, database.clone(), Worker::Registrations);
    Ok(http::pages(HttpState {
        database,
        intake,
        process: process.clone(),
        clock: process.clock.clone(),
        ids: process.ids.clone(),
        limits: Limits::new(&settings),
        settings,
    }))
}
