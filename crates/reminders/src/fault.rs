//! What can be wrong with a rule, in the manner of a forum's check: every fault at once, each with its
//! place.

use serde::Serialize;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// A name with other than lower-case letters, digits and hyphens, or too long a one.
    InvalidName,
    /// A number that is too small or too large.
    OutOfRange,
    /// Days need a local time.
    TimeMissing,
    /// Hours that pass have none.
    TimeNeedless,
    /// Nothing says from which moment it counts.
    AnchorMissing,
    /// Who has not confirmed is reminded of the end of their own hold, and of nothing else.
    AnchorNeedless,
    /// A hold ends at an instant: so many hours before it, and nothing else.
    HoldNeedsHours,
    /// Hours that do not open before they close.
    InvalidHours,
    /// Two rules of one name.
    NameTaken,
    /// Two rules that remind the same people of the same moment at the same time.
    Doubled,
    /// It would be due when it is of no use any more.
    NeverFires,
    /// It was due before the forum was published, or before now if it is not yet.
    BeforePublication,
    /// The dates of the forum lead out of the calendar, or its zone is unknown.
    NoSuchMoment,
}

impl FaultCode {
    /// The stable code in interfaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidName => "invalid_name",
            Self::OutOfRange => "out_of_range",
            Self::TimeMissing => "time_missing",
            Self::TimeNeedless => "time_needless",
            Self::AnchorMissing => "anchor_missing",
            Self::AnchorNeedless => "anchor_needless",
            Self::HoldNeedsHours => "hold_needs_hours",
            Self::InvalidHours => "invalid_hours",
            Self::NameTaken => "name_taken",
            Self::Doubled => "doubled",
            Self::NeverFires => "never_fires",
            Self::BeforePublication => "before_publication",
            Self::NoSuchMoment => "no_such_moment",
        }
    }

    /// Whether it is taken with a warning: the rule is good, and comes too late this time.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::BeforePublication)
    }
}

/// One thing of a rule that is not in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901) into the rule.
    pub pointer: String,
    /// What is wrong.
    pub code: FaultCode,
}

/// Collects what is wrong.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault where something does not hold.
    pub(crate) fn unless(&mut self, holds: bool, pointer: &str, code: FaultCode) {
        if !holds {
            self.0.push(Fault {
                pointer: pointer.to_owned(),
                code,
            });
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Faults> for Vec<Fault> {
    fn from(faults: Faults) -> Self {
        faults.0
    }
}
