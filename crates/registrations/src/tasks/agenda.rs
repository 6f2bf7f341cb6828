//! What is due at forums: places to be given back, registration that closes, forums that begin.

use jiff::Timestamp;
use kontor_contracts::events::ForumState;
use kontor_runtime::{Agenda, Awaited, Found, millis, timestamp};
use kontor_store::{Database, StoreError};

use crate::store::{
    forums::{self, Forum},
    holds, waiting,
};

/// Says what this worker waits for.
pub(crate) fn tell(agenda: &Agenda, database: &Database) {
    agenda.add(Holds(database.clone()));
    for moment in [Moment::Closing, Moment::Beginning] {
        agenda.add(Moments(database.clone(), moment));
    }
}

/// Places that are kept for somebody, held until the address is confirmed or offered; and waiting lists, which
/// end when registration closes.
#[derive(Debug)]
struct Holds(Database);

impl Awaited for Holds {
    fn kind(&self) -> &'static str {
        "hold"
    }

    fn next(&self, _: Timestamp) -> Found<'_, Option<Timestamp>> {
        Box::pin(async {
            let lists = waiting::ends(&self.0).await?.into_iter();
            let ends = lists.map(|(_, ends)| ends);
            Ok(ends
                .chain(holds::next_due(&self.0).await?)
                .min()
                .map(timestamp))
        })
    }

    fn done(&self, after: Timestamp, until: Timestamp) -> Found<'_, u64> {
        Box::pin(async move { Ok(holds::expired(&self.0, millis(after), millis(until)).await?) })
    }
}

/// What comes at each forum, whether anything is done then or not.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Closing,
    Beginning,
}

#[derive(Debug)]
struct Moments(Database, Moment);

impl Moments {
    /// Those of published forums; one that no zone knows is not planned.
    async fn all(&self) -> Result<Vec<Timestamp>, StoreError> {
        let forums = forums::all(&self.0).await?;
        let published = forums
            .iter()
            .filter(|forum| forum.draft.state == ForumState::Published);
        Ok(published.filter_map(|forum| self.of(forum)).collect())
    }

    fn of(&self, forum: &Forum) -> Option<Timestamp> {
        let moment = match self.1 {
            Moment::Closing => &forum.draft.registration_closes,
            Moment::Beginning => &forum.draft.starts,
        };
        moment.instant().ok()
    }
}

impl Awaited for Moments {
    fn kind(&self) -> &'static str {
        match self.1 {
            Moment::Closing => "closing",
            Moment::Beginning => "beginning",
        }
    }

    fn next(&self, now: Timestamp) -> Found<'_, Option<Timestamp>> {
        Box::pin(async move {
            let to_come = self.all().await?.into_iter().filter(|at| *at > now);
            Ok(to_come.min())
        })
    }

    fn done(&self, after: Timestamp, until: Timestamp) -> Found<'_, u64> {
        Box::pin(async move {
            let between = self.all().await?.into_iter();
            Ok(between.filter(|at| *at > after && *at <= until).count() as u64)
        })
    }
}
