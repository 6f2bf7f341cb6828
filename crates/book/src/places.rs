//! A number of places, and who has them.

/// The places that are not free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Those of confirmed registrations.
    pub confirmed: u32,
    /// Those that are held for registrations that wait for a confirmation.
    pub held: u32,
    /// Those that are kept for registrations of the waiting list until they take them.
    pub offered: u32,
}

impl Taken {
    /// All of them.
    pub const fn all(self) -> u32 {
        self.confirmed
            .saturating_add(self.held)
            .saturating_add(self.offered)
    }
}

/// Places that are counted together: those of a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// How many there are.
    pub capacity: u32,
    /// How many are not free. More than there are, if there were more once.
    pub taken: Taken,
}

impl Places {
    /// Those that nobody has and nobody holds.
    pub const fn free(self) -> u32 {
        self.capacity.saturating_sub(self.taken.all())
    }

    /// Those that nobody with a proven address has: what everybody may know (ADR 0012).
    pub const fn unconfirmed(self) -> u32 {
        let Taken {
            confirmed, offered, ..
        } = self.taken;
        self.capacity
            .saturating_sub(confirmed.saturating_add(offered))
    }

    pub(crate) const fn hold(&mut self, places: u32) {
        self.taken.held = self.taken.held.saturating_add(places);
    }

    pub(crate) const fn release(&mut self, places: u32) {
        self.taken.held = self.taken.held.saturating_sub(places);
    }

    pub(crate) const fn confirm(&mut self, places: u32) {
        self.taken.confirmed = self.taken.confirmed.saturating_add(places);
    }

    pub(crate) const fn offer(&mut self, places: u32) {
        self.taken.offered = self.taken.offered.saturating_add(places);
    }

    pub(crate) const fn withdraw_offer(&mut self, places: u32) {
        self.taken.offered = self.taken.offered.saturating_sub(places);
    }

    pub(crate) const fn give_back(&mut self, places: u32) {
        self.taken.confirmed = self.taken.confirmed.saturating_sub(places);
    }
}
