//! The waiting list of a forum: groups that found no places, first come first served among those that
//! fit, whole or not at all.
//!
//! Who comes later may be served first where an earlier group does not fit, or places would lie idle. But
//! each group lets only as many places pass as it needs itself: then what falls free gathers for it.
//! So a pair may take two places while a group of four waits, and nobody waits for ever.

use std::collections::BTreeMap;

use kontor_contracts::RegistrationId;

/// Since when a group waits, and which it is: their order.
pub(crate) type Turn = (i64, RegistrationId);

/// A group that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    /// How many places it needs.
    pub(crate) places: u32,
    /// How many places went to later ones while it waited.
    pub(crate) passed: u32,
}

impl Group {
    /// How many places it still lets pass.
    const fn lets_pass(self) -> u32 {
        self.places.saturating_sub(self.passed)
    }
}

/// The head of the line as far as it was read, and how long the whole is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    groups: BTreeMap<Turn, Group>,
    /// How many groups wait, also those that were not read.
    length: u32,
}

impl Line {
    /// A line of so many groups, of which none was read yet.
    pub(crate) const fn of(length: u32) -> Self {
        let groups = BTreeMap::new();
        Self { groups, length }
    }

    /// How many groups wait.
    pub(crate) const fn length(&self) -> u32 {
        self.length
    }

    /// A group of the line was read.
    pub(crate) fn read(&mut self, turn: Turn, group: Group) {
        self.groups.insert(turn, group);
    }

    /// The groups that were read, in order.
    pub(crate) fn read_so_far(&self) -> impl Iterator<Item = RegistrationId> {
        self.groups.keys().map(|(_, registration)| *registration)
    }

    /// A group comes to its end.
    pub(crate) fn join(&mut self, turn: Turn, places: u32) {
        // Behind groups that were not read, it is not read either: the head has no gaps.
        if self.is_whole() {
            let passed = 0;
            self.groups.insert(turn, Group { places, passed });
        }
        self.length = self.length.saturating_add(1);
    }

    /// A group keeps its turn and needs another number of places.
    pub(crate) fn resize(&mut self, turn: Turn, places: u32) {
        if let Some(group) = self.groups.get_mut(&turn) {
            group.places = places;
        }
    }

    /// A group leaves without a place.
    pub(crate) fn leave(&mut self, turn: Turn) {
        self.groups.remove(&turn);
        self.length = self.length.saturating_sub(1);
    }

    /// Whose turn it is when so many places are free.
    pub(crate) fn next(&self, free: u32) -> Option<(Turn, u32)> {
        let mut most = free;
        for (turn, group) in &self.groups {
            if group.places <= most {
                return Some((*turn, group.places));
            }
            most = most.min(group.lets_pass());
        }
        None
    }

    /// A group gets its places and leaves; says which earlier ones it has passed, and how many places
    /// have passed each by now.
    pub(crate) fn serve(&mut self, turn: Turn, places: u32) -> Vec<(Turn, u32)> {
        self.leave(turn);
        let earlier = self.groups.range_mut(..turn);
        earlier
            .map(|(turn, group)| {
                group.passed = group.passed.saturating_add(places);
                (*turn, group.passed)
            })
            .collect()
    }

    fn is_whole(&self) -> bool {
        self.groups.len() == self.length as usize
    }
}
