//! Takes sign-ups to forums in: pages, API, double opt-in, exact capacity.
//!
//! | | |
//! |---|---|
//! | consumes | nothing |
//! | publishes | `forum.published.v1`, `registration.received.v1`, `registration.repeated.v1`, `registration.confirmed.v1`, `registration.expired.v1`, `registration.cancelled.v1` |
//! | serves the public | `/`, `/forums/{slug}`, `/confirm/{token}`, `/api/v1/forums…` |
//! | serves the staff | `/staff/forums`, `/staff/forums/{slug}` |
//! | stores | `forums` (terms and places), `forum_texts`, `registrations`, `participants`, `confirm_tokens` (hashes), `idempotency_keys` (for 24 hours) |
//! | does by itself | expires held places, forgets old keys, links and sign-ups that were never confirmed, counts places again |

mod calling_off;
pub mod domain;
pub mod forum_file;
mod http;
mod intake;
mod person;
mod publishing;
mod samples;
mod settings;
mod store;
mod tasks;

use std::{sync::Arc, time::Duration};

use kontor_book::Share;
use kontor_bus::Bus;
use kontor_contracts::Worker;
use kontor_runtime::{Process, config::InvalidSetting};
use kontor_store::{Database, StoreError};
use kontor_web::{Pages, SiteParts};
use kontor_words::Parts;

pub use calling_off::{FoundRegistration, cancel_registration, registrations_of};
pub use intake::CalledOff;
pub use person::{PersonRegistration, erase_person, show_person};
pub use publishing::{Applied, ForumSummary, apply_forum, list_forums, try_forum};
pub use samples::{SAMPLES, dated};
pub use settings::Settings;
pub use store::{MIGRATIONS, registered::Counts};

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
                "registrations/staff_forum.html",
                include_str!("templates/staff_forum.html"),
            ),
            (
                "registrations/staff_forums.html",
                include_str!("templates/staff_forums.html"),
            ),
        ],
        locales: &[
            ("de", include_str!("locales/de.ftl")),
            ("en", include_str!("locales/en.ftl")),
            ("fr", include_str!("locales/fr.ftl")),
        ],
    },
    problems: http::PROBLEMS,
    api: Some(http::api::openapi),
    staff_pages: &[("/staff/forums", "reg-forums-title")],
};

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
    tasks::expire_holds::start(process, database.clone(), intake.clone(), at_most);
    let forget = Duration::from_hours(24 * u64::from(settings.forget_unconfirmed_days));
    tasks::forget_old::start(process, database.clone(), forget);
    bus.relay(process, database.clone(), Worker::Registrations);
    let state = Arc::new(HttpState {
        database,
        intake,
        clock: process.clock.clone(),
        ids: process.ids.clone(),
        limits: Limits::new(&settings),
        settings,
    });
    Ok(Pages {
        public: http::public::routes()
            .merge(http::api::routes())
            .with_state(Arc::clone(&state)),
        staff: http::staff::routes().with_state(state),
    })
}
