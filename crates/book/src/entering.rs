//! Who may sign up by what, and counting whoever does.

use kontor_contracts::RegistrationId;

use crate::{
    Address, Allowance, Asked, Book, Entry, Fact, NotConfirmed, Outcome, Pass, Refusal, Standing,
};

impl Book {
    /// Takes a sign-up in; where its address is proved already, it is confirmed at once. If places are just
    /// held for others then, its owner is asked to confirm like everybody, by a link that works later.
    pub(crate) fn take_in(
        &mut self,
        new: RegistrationId,
        address: &Address,
        asked: Asked,
        fits: bool,
        now_ms: i64,
    ) -> Vec<Fact> {
        let pass = self.counted_pass(asked.pass);
        let mut facts = self.replace_unconfirmed(pass);
        let has_replaced = !facts.is_empty();
        let mut received = self.receive(new, address, Asked { pass, ..asked }, fits, now_ms);
        let confirmed = if asked.proved {
            self.confirm(new, asked.may_wait, now_ms)
        } else {
            Outcome::nothing(Err(NotConfirmed::UnknownLink))
        };
        received.proved = confirmed.answer.is_ok();
        facts.push(Fact::Received(received));
        facts.extend(confirmed.facts);
        if has_replaced {
            facts.extend(self.offer(now_ms));
        }
        facts
    }

    /// Says of a pass of this forum what it is good for. One that is not read lets nobody in: it was never
    /// given out, is withdrawn, or is another forum's.
    pub fn read_pass(&mut self, pass: Pass, allowance: Allowance) {
        self.passes.insert(pass, allowance);
    }

    /// Whether somebody may sign up for so many places by this, or without anything. The answer says
    /// nothing of an address.
    pub(crate) fn may_enter(&self, pass: Option<Pass>, places: u32) -> Result<(), Refusal> {
        let by_invitation_only = self.terms.by_invitation_only;
        let Some(pass) = pass else {
            return if by_invitation_only {
                Err(Refusal::ByInvitationOnly)
            } else {
                Ok(())
            };
        };
        match (pass, self.passes.get(&pass)) {
            (Pass::Code(_), None) => Err(Refusal::UnknownCode),
            (Pass::Code(_), Some(allowance)) if allowance.admits(places) => Ok(()),
            (Pass::Code(_), Some(allowance)) => Err(Refusal::CodeUsedUp {
                places_left: match allowance.most_uses {
                    Some(most) if allowance.uses >= most => 0,
                    Some(_) | None => allowance.places_left().unwrap_or(0),
                },
            }),
            // Where everybody may sign up, nobody needs an invitation to be good.
            (Pass::Invitation(_), _) if !by_invitation_only => Ok(()),
            (Pass::Invitation(_), None) => Err(Refusal::ByInvitationOnly),
            (Pass::Invitation(_), Some(_)) if self.is_taken(pass) => Err(Refusal::InvitationUsed),
            (Pass::Invitation(_), Some(_)) => Ok(()),
        }
    }

    /// Whether somebody has come by an invitation, or is just coming.
    fn is_taken(&self, pass: Pass) -> bool {
        let mut by_it = self.by_pass(pass);
        by_it.any(|(id, entry)| {
            !matches!(entry.standing, Standing::Pending { .. }) || self.told.contains(&id)
        })
    }

    /// The registrations of a pass that have not ended.
    fn by_pass(&self, pass: Pass) -> impl Iterator<Item = (RegistrationId, &Entry)> {
        let all = self.entries.iter();
        all.filter(move |(_, entry)| entry.pass == Some(pass) && entry.is_live())
            .map(|(id, entry)| (*id, entry))
    }

    /// The pass of a sign-up that is taken, if it is to be counted: an invitation that somebody has come by
    /// already, to a forum for everybody, counts for nobody else.
    pub(crate) fn counted_pass(&self, pass: Option<Pass>) -> Option<Pass> {
        pass.filter(|pass| match pass {
            Pass::Invitation(_) => self.passes.contains_key(pass) && !self.is_taken(*pass),
            Pass::Code(_) => true,
        })
    }

    /// Ends what was not confirmed of an invitation by which somebody signs up anew.
    pub(crate) fn replace_unconfirmed(&mut self, pass: Option<Pass>) -> Vec<Fact> {
        let Some(pass @ Pass::Invitation(_)) = pass else {
            return Vec::new();
        };
        let pending: Vec<_> = self
            .by_pass(pass)
            .filter(|(_, entry)| matches!(entry.standing, Standing::Pending { .. }))
            .map(|(id, _)| id)
            .collect();
        pending.into_iter().map(|id| self.expire(id)).collect()
    }

    /// For how many places more a partner's code is good, where that is limited and was read.
    pub(crate) fn code_places_left(&self, pass: Option<Pass>) -> Option<u32> {
        match pass {
            Some(code @ Pass::Code(_)) => self.passes.get(&code)?.places_left(),
            Some(Pass::Invitation(_)) | None => None,
        }
    }

    /// Counts a registration that comes by a pass.
    pub(crate) fn use_pass(&mut self, pass: Option<Pass>, places: u32) {
        if let Some(allowance) = pass.and_then(|pass| self.passes.get_mut(&pass)) {
            allowance.uses = allowance.uses.saturating_add(1);
            allowance.places = allowance.places.saturating_add(places);
        }
    }

    /// Gives back what a registration has used of its pass.
    pub(crate) fn give_pass_back(&mut self, pass: Option<Pass>, places: u32) {
        if let Some(allowance) = pass.and_then(|pass| self.passes.get_mut(&pass)) {
            allowance.uses = allowance.uses.saturating_sub(1);
            allowance.places = allowance.places.saturating_sub(places);
        }
    }
}
