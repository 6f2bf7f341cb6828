//! How much strangers may hold. Beyond that a sign-up is taken and holds nothing: invented addresses
//! cannot take all places, and whoever confirms gets one as long as there is one.

/// So many places one domain may hold anywhere: a delegation of one company.
const LEAST_OF_DOMAIN: u32 = 50;

/// The share of a forum's places that may be held without being confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    per_cent: u32,
}

/// What may be held of a forum, in places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Most {
    /// By everybody together.
    pub(crate) of_forum: u32,
    /// By the addresses of one domain.
    pub(crate) of_domain: u32,
}

impl Share {
    /// No limit.
    pub const ALL: Self = Self { per_cent: 100 };

    /// So many per cent; 100 or more is no limit.
    pub const fn per_cent(per_cent: u32) -> Self {
        Self { per_cent }
    }

    /// Whether there is a limit: only then need anybody count what a domain holds.
    pub const fn is_limited(self) -> bool {
        self.per_cent < 100
    }

    /// What may be held of so many places, if that is limited.
    pub(crate) fn most(self, capacity: u32) -> Option<Most> {
        if !self.is_limited() {
            return None;
        }
        let share = u64::from(capacity) * u64::from(self.per_cent) / 100;
        // A small forum holds a place for at least one.
        let of_forum = u32::try_from(share).unwrap_or(u32::MAX).max(1);
        Some(Most {
            of_forum,
            of_domain: (of_forum / 2).max(LEAST_OF_DOMAIN),
        })
    }
}
