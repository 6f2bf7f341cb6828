//! What a row means for what we already have.

use jiff::Timestamp;
use kontor_contracts::{ListingId, events::WithdrawalReason};

use super::{Hash, Incoming, Row};

/// What we have of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: ListingId,
    pub(crate) hash: Hash,
    pub(crate) modified: Option<Timestamp>,
    pub(crate) withdrawn: bool,
    pub(crate) sequence: i64,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Create,
    /// Also when a withdrawn listing comes back.
    Update,
    Withdraw(WithdrawalReason),
    /// The same as before, older than what we have, or the end of something we never had.
    Unchanged,
}

/// Decides. Older never overwrites newer; a listing is withdrawn only by a row that says so.
pub(crate) fn decide(known: Option<&Known>, incoming: &Incoming) -> Decision {
    match (known, &incoming.row) {
        (None, Row::Listed(_)) => Decision::Create,
        (None, Row::Gone(_)) => Decision::Unchanged,
        (Some(known), _) if known.hash == incoming.hash || is_older(incoming, known) => {
            Decision::Unchanged
        }
        (Some(_), Row::Listed(_)) => Decision::Update,
        (Some(known), Row::Gone(_)) if known.withdrawn => Decision::Unchanged,
        (Some(_), Row::Gone(reason)) => Decision::Withdraw(*reason),
    }
}

/// A row without a date is taken as current.
fn is_older(incoming: &Incoming, known: &Known) -> bool {
    matches!((incoming.modified, known.modified), (Some(row), Some(ours)) if row < ours)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::listing::tests::listing;

    fn known(hash: u8, modified: i64, withdrawn: bool) -> Known {
        Known {
            id: ListingId::new(Uuid::nil()),
            hash: [hash; 32],
            modified: Some(Timestamp::from_second(modified).unwrap()),
            withdrawn,
            sequence: 1,
        }
    }

    fn row(hash: u8, modified: Option<i64>, row: Row) -> Incoming {
        Incoming {
            reference: "BODE20260101001".into(),
            modified: modified.map(|s| Timestamp::from_second(s).unwrap()),
            hash: [hash; 32],
            payload: "{}".into(),
            row,
        }
    }

    #[test]
    fn every_case_of_the_table() {
        let listed = || Row::Listed(Box::new(listing()));
        let gone = || Row::Gone(WithdrawalReason::Withdrawn);
        let withdraw = Decision::Withdraw(WithdrawalReason::Withdrawn);
        let cases = [
            (None, row(1, Some(5), listed()), Decision::Create),
            (None, row(1, Some(5), gone()), Decision::Unchanged),
            (
                Some(known(1, 5, false)),
                row(1, Some(5), listed()),
                Decision::Unchanged,
            ),
            (
                Some(known(1, 5, false)),
                row(2, Some(5), listed()),
                Decision::Update,
            ),
            (
                Some(known(1, 5, false)),
                row(2, Some(4), listed()),
                Decision::Unchanged,
            ),
            (
                Some(known(1, 5, false)),
                row(2, None, listed()),
                Decision::Update,
            ),
            (Some(known(1, 5, false)), row(2, Some(6), gone()), withdraw),
            (
                Some(known(1, 5, false)),
                row(2, Some(4), gone()),
                Decision::Unchanged,
            ),
            (
                Some(known(1, 5, true)),
                row(2, Some(6), gone()),
                Decision::Unchanged,
            ),
            (
                Some(known(1, 5, true)),
                row(2, Some(6), listed()),
                Decision::Update,
            ),
        ];
        for (known, incoming, expected) in cases {
            assert_eq!(
                decide(known.as_ref(), &incoming),
                expected,
                "{known:?} {incoming:?}"
            );
        }
    }
}
