//! Somebody can always let others in: the last administrator who can sign in stays one.

use kontor_contracts::AccountId;

/// Whether taking `account` away from the administrators who can sign in would leave none. Where there
/// is none anyway, nothing is lost.
pub(crate) fn is_the_last(administrators: &[AccountId], account: AccountId) -> bool {
    administrators == [account]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_who_is_alone_is_the_last() {
        let [a, b] = [1, 2].map(|n| AccountId::new(uuid::Uuid::from_u128(n)));
        assert!(is_the_last(&[a], a));
        assert!(!is_the_last(&[a], b));
        assert!(!is_the_last(&[a, b], a));
        assert!(!is_the_last(&[], a));
    }
}
