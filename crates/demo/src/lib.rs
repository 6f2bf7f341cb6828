//! The demo's clock: it can be moved forward, and a page does it. Nothing but `kontor demo` knows this
//! crate, so that in real use there is neither the page nor anything that could be set.
//!
//! | path | for |
//! |---|---|
//! | `/console/clock` | what time it is in the demo, what is due next, what the last journey brought |
//! | `/console/clock/next`, `/console/clock` by POST | to the next thing that is due; to a day and time |

mod clock;
mod page;
mod travel;

use std::sync::Arc;

use kontor_runtime::{Ids, Process, SystemClock, SystemEntropy};
use kontor_web::{Pages, RouteFacts, SiteParts, StaffPage, facts, mount};
use kontor_words::Parts;

pub use clock::{DemoClock, NotMoved};

/// What the demo brings to the site.
pub const PARTS: SiteParts = SiteParts {
    words: Parts {
        name: "demo",
        templates: &[("demo/clock.html", include_str!("templates/clock.html"))],
        locales: &[
            ("de", include_str!("locales/de.ftl")),
            ("en", include_str!("locales/en.ftl")),
            ("fr", include_str!("locales/fr.ftl")),
        ],
    },
    problems: &[],
    routes,
    tags: &[],
    staff_pages: &[StaffPage {
        path: page::PATH,
        and: &[],
        name: "clock-title",
        search: None,
    }],
};

fn routes() -> Vec<RouteFacts> {
    facts(page::TABLE)
}

/// A process whose office lives by a clock that can be moved, and whose leases and sessions do not.
pub fn process() -> (Process, Arc<DemoClock>) {
    let clock = Arc::new(DemoClock::default());
    let ids = Ids::new(clock.clone(), Arc::new(SystemEntropy));
    let process = Process {
        steady: Arc::new(SystemClock),
        ..Process::with(clock.clone(), ids)
    };
    (process, clock)
}

/// The page that moves the clock of a process.
pub fn pages(process: &Process, clock: Arc<DemoClock>) -> Pages {
    let travel = travel::Travel::new(clock, process.agenda.clone());
    mount(page::TABLE, Arc::new(travel))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_language_has_every_text() {
        assert_eq!(kontor_web::missing_keys(&[&super::PARTS]), [""; 0]);
    }
}
