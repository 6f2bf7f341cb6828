//! What can be wrong with the rules by which the people of a forum are reminded.

use jiff::Timestamp;
use kontor_contracts::ForumId;
use kontor_reminders::{Fault, Forum, Rule, check_all};
use uuid::Uuid;

use super::forum::ForumDraft;

/// Everything that is wrong with the rules of a forum, or comes too late at `now`. Pointers are into the
/// list of rules.
pub(crate) fn check(draft: &ForumDraft, now: Timestamp) -> Vec<Fault> {
    let drafts = draft.reminders.as_deref().unwrap_or_default();
    let (mut faults, mut rules) = (Vec::new(), Vec::new());
    for (at, rule) in drafts.iter().enumerate() {
        match Rule::new(rule) {
            Ok(rule) => rules.push(rule),
            Err(found) => faults.extend(found.into_iter().map(|fault| Fault {
                pointer: format!("/{at}{}", fault.pointer),
                ..fault
            })),
        }
    }
    // The places of the others would not be those of the list.
    if faults.is_empty() {
        faults = check_all(&rules, &forum(draft), now);
    }
    faults
}

/// The forum as far as its rules need to know it, before anybody has seen it.
fn forum(draft: &ForumDraft) -> Forum {
    Forum {
        forum: ForumId::new(Uuid::nil()),
        state: draft.state,
        published: None,
        country: None,
        registration_closes: draft.registration_closes.clone(),
        changes_close: draft.changes_close().clone(),
        starts: draft.starts.clone(),
        ends: draft.ends.clone(),
    }
}
