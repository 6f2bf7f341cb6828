//! A rule that makes sense by itself. Whether it does for a forum, [`check`](crate::check) tells.

use jiff::{SignedDuration, civil::Time};

use crate::{
    Anchor, Audience, Hours, Joiners, Latest, RuleDraft, RuleName, Side, Unit,
    fault::{Fault, FaultCode, Faults},
    hours::Welcome,
};

/// Farthest from the anchor, in days.
const MAX_DAYS: u16 = 366;
/// Farthest from the anchor, in hours.
const MAX_HOURS: u16 = MAX_DAYS * 24;
/// Least time before the end of a hold: the mail must arrive, and leave time to act.
const LEAST_BEFORE_HOLD_ENDS: u16 = 2;

/// When a rule fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Before the end of each person's own hold.
    Hold {
        /// How long before.
        before: SignedDuration,
    },
    /// So many days from the anchor's local date, or before it if negative, at a local time.
    Days {
        anchor: Anchor,
        days: i32,
        working: bool,
        at: Time,
    },
    /// So long after the anchor's instant, or before it if negative.
    Hours {
        anchor: Anchor,
        after: SignedDuration,
    },
}

/// A rule: whom to remind how long before or after which moment.
///
/// Its parts fit together: days have a local time and hours have none, and only who has not confirmed is
/// reminded of the end of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub(crate) name: RuleName,
    pub(crate) to: Audience,
    pub(crate) when: When,
    pub(crate) side: Side,
    pub(crate) latest: Option<Latest>,
    pub(crate) hours: Option<Hours>,
    pub(crate) joiners: Joiners,
    pub(crate) paused: bool,
}

impl Rule {
    /// A rule, if the draft makes sense.
    ///
    /// # Errors
    /// Everything that is wrong with the draft.
    pub fn new(draft: &RuleDraft) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let name = RuleName::new(&draft.name);
        faults.unless(name.is_some(), "/name", FaultCode::InvalidName);
        let most = match draft.unit {
            Unit::Days | Unit::WorkingDays => MAX_DAYS,
            Unit::Hours => MAX_HOURS,
        };
        faults.unless(draft.amount <= most, "/amount", FaultCode::OutOfRange);
        let are_some = draft.hours.is_none_or(|hours| hours.are_some());
        faults.unless(are_some, "/hours", FaultCode::InvalidHours);
        let when = when(draft, &mut faults);
        match (name, when, faults.is_empty()) {
            (Some(name), Some(when), true) => Ok(Self {
                name,
                to: draft.to,
                when,
                side: draft.side,
                latest: draft.latest,
                hours: draft.hours,
                joiners: draft.joiners,
                paused: draft.paused,
            }),
            _ => Err(faults.into()),
        }
    }

    /// Its name.
    pub const fn name(&self) -> &RuleName {
        &self.name
    }

    /// Whom it reminds.
    pub const fn audience(&self) -> Audience {
        self.to
    }

    /// From which moment of the forum it counts; none if from the end of each person's own hold.
    pub const fn anchor(&self) -> Option<Anchor> {
        match self.when {
            When::Hold { .. } => None,
            When::Days { anchor, .. } | When::Hours { anchor, .. } => Some(anchor),
        }
    }

    /// Whether it stands still.
    pub const fn is_paused(&self) -> bool {
        self.paused
    }
}

/// When a draft fires, if its parts fit together.
fn when(draft: &RuleDraft, faults: &mut Faults) -> Option<When> {
    let to_unconfirmed = draft.to == Audience::Unconfirmed;
    match (draft.anchor, to_unconfirmed) {
        (Some(anchor), false) => of_forum(draft, anchor, faults),
        (None, true) => Some(of_hold(draft, faults)),
        (Some(_), true) => {
            faults.unless(false, "/anchor", FaultCode::AnchorNeedless);
            None
        }
        (None, false) => {
            faults.unless(false, "/anchor", FaultCode::AnchorMissing);
            None
        }
    }
}

/// A hold ends at an instant, so only hours that pass lead to it.
fn of_hold(draft: &RuleDraft, faults: &mut Faults) -> When {
    let in_hours = draft.unit == Unit::Hours && draft.side == Side::Before;
    faults.unless(in_hours, "/unit", FaultCode::HoldNeedsHours);
    let in_time = draft.amount >= LEAST_BEFORE_HOLD_ENDS;
    faults.unless(in_time, "/amount", FaultCode::OutOfRange);
    faults.unless(draft.at.is_none(), "/at", FaultCode::TimeNeedless);
    let before = SignedDuration::from_hours(i64::from(draft.amount));
    When::Hold { before }
}

fn of_forum(draft: &RuleDraft, anchor: Anchor, faults: &mut Faults) -> Option<When> {
    let amount = match draft.side {
        Side::Before => -i32::from(draft.amount),
        Side::After => i32::from(draft.amount),
    };
    if draft.unit == Unit::Hours {
        faults.unless(draft.at.is_none(), "/at", FaultCode::TimeNeedless);
        let after = SignedDuration::from_hours(i64::from(amount));
        return Some(When::Hours { anchor, after });
    }
    faults.unless(draft.at.is_some(), "/at", FaultCode::TimeMissing);
    Some(When::Days {
        anchor,
        days: amount,
        working: draft.unit == Unit::WorkingDays,
        at: draft.at?,
    })
}
