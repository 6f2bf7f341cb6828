//! What people and the office do.

use jiff::ToSpan;

use super::*;

/// One step of somebody.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Pass {
        hours: i64,
    },
    StandStill {
        hours: i64,
    },
    Move {
        anchor: usize,
        days: i64,
        hours: i64,
        told: bool,
    },
    Rezone {
        zone: usize,
    },
    Join {
        how: u8,
        country: usize,
    },
    GoOn {
        who: usize,
    },
    Leave {
        who: usize,
    },
    Pause {
        rule: usize,
    },
    Hide,
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (1..300_i64).prop_map(|hours| Step::Pass { hours }),
        2 => (1..120_i64).prop_map(|hours| Step::StandStill { hours }),
        3 => (0..4_usize, -20..20_i64, -6..6_i64, any::<bool>())
            .prop_map(|(anchor, days, hours, told)| Step::Move { anchor, days, hours, told }),
        1 => (0..ZONES.len()).prop_map(|zone| Step::Rezone { zone }),
        8 => (0..6_u8, 0..COUNTRIES.len()).prop_map(|(how, country)| Step::Join { how, country }),
        4 => (0..40_usize).prop_map(|who| Step::GoOn { who }),
        2 => (0..40_usize).prop_map(|who| Step::Leave { who }),
        1 => (0..10_usize).prop_map(|rule| Step::Pause { rule }),
        1 => Just(Step::Hide),
    ]
}

impl World {
    pub(super) fn take(&mut self, step: Step) -> Result<(), TestCaseError> {
        match step {
            Step::Pass { hours } => return self.pass(hours),
            Step::StandStill { hours } => {
                self.now += SignedDuration::from_hours(hours);
                self.expire();
                self.steady = self.now;
            }
            Step::Move {
                anchor,
                days,
                hours,
                told,
            } => self.move_by(anchor, (days, hours), told),
            Step::Rezone { zone } => {
                let forum = &mut self.forum;
                for moment in [
                    &mut forum.registration_closes,
                    &mut forum.changes_close,
                    &mut forum.starts,
                    &mut forum.ends,
                ] {
                    ZONES[zone].clone_into(&mut moment.zone);
                }
                self.readers = Rc::new(Readers::new(ZONES[zone]).unwrap());
                self.changed();
            }
            Step::Join { how, country } => self.join(how, country),
            Step::GoOn { who } => self.go_on(who),
            Step::Leave { who } => self.leave(who),
            Step::Pause { rule } => {
                let at = rule % self.drafts.len();
                self.drafts[at].paused = !self.drafts[at].paused;
                self.steady = self.now;
            }
            Step::Hide => {
                self.forum.state = match self.forum.state {
                    ForumState::Published => ForumState::Draft,
                    ForumState::Draft | ForumState::Cancelled => ForumState::Published,
                };
                self.steady = self.now;
            }
        }
        self.work()?;
        Ok(())
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.steady = self.now;
    }

    fn move_by(&mut self, anchor: usize, (days, hours): (i64, i64), told: bool) {
        let forum = &mut self.forum;
        let moment = match Anchor::ALL[anchor] {
            Anchor::RegistrationCloses => &mut forum.registration_closes,
            Anchor::ChangesClose => &mut forum.changes_close,
            Anchor::Starts => &mut forum.starts,
            Anchor::Ends => &mut forum.ends,
        };
        moment.local += days.days().hours(hours);
        self.changed();
        // The office's own mail tells everybody, or nobody.
        for who in 0..if told { self.people.len() } else { 0 } {
            self.tell(who, Anchor::ALL[anchor], ToldBy::Change);
        }
    }

    fn join(&mut self, how: u8, at: usize) {
        let since = self.now;
        let standing = match how {
            0 | 1 => Standing::Invited { since },
            2 => Standing::Started {
                since,
                held_until: since + SignedDuration::from_hours(48),
            },
            3 => Standing::Waiting { since },
            4 => Standing::Contact {
                since,
                takes_part: true,
                missing: 2,
            },
            _ => Standing::Confirmed { since },
        };
        self.people.push(Someone {
            standing,
            country: (at > 0).then(|| country(COUNTRIES[at])).flatten(),
            steady: since,
        });
    }

    fn go_on(&mut self, who: usize) {
        let (since, people) = (self.now, self.people.len());
        let Some(someone) = self.people.get_mut(who % people.max(1)) else {
            return;
        };
        someone.standing = match someone.standing {
            Standing::Invited { .. } => Standing::Started {
                since,
                held_until: since + SignedDuration::from_hours(48),
            },
            Standing::Started { .. } | Standing::Waiting { .. } => Standing::Confirmed { since },
            Standing::Contact {
                since,
                takes_part,
                missing,
            } => Standing::Contact {
                since,
                takes_part,
                missing: missing.saturating_sub(1),
            },
            other @ (Standing::Declined
            | Standing::Expired
            | Standing::Confirmed { .. }
            | Standing::Cancelled
            | Standing::Organizer) => other,
        };
        someone.steady = since;
    }

    fn leave(&mut self, who: usize) {
        let (now, people) = (self.now, self.people.len());
        let Some(someone) = self.people.get_mut(who % people.max(1)) else {
            return;
        };
        someone.standing = match someone.standing.stage() {
            Stage::Invited => Standing::Declined,
            Stage::Declined
            | Stage::Unconfirmed
            | Stage::Expired
            | Stage::Waiting
            | Stage::Confirmed
            | Stage::TakesNoPart
            | Stage::Complete
            | Stage::Cancelled
            | Stage::Organizer => Standing::Cancelled,
        };
        someone.steady = now;
    }
}
