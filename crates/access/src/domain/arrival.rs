//! Who somebody is here that the provider has let in.

use kontor_contracts::AccountId;

/// What the office allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowed {
    /// An account and a person of the same address are one, where the provider vouches for it.
    pub(crate) link_by_email: bool,
    /// Whoever has no account gets one that reads.
    pub(crate) create_accounts: bool,
}

/// What is known of whoever comes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comes {
    /// Their account, if they were here before.
    pub(crate) known: Option<AccountId>,
    /// Whether the provider vouches for their address.
    pub(crate) is_verified: bool,
    /// The account of that address.
    pub(crate) namesake: Option<AccountId>,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// They sign in to the account that is theirs.
    Known(AccountId),
    /// They sign in for the first time, and the account is theirs from now on.
    Link(AccountId),
    /// An account is made for them.
    Create,
    /// Nobody knows them.
    Stranger,
    /// They could be somebody, if the provider vouched for their address.
    Unverified,
}

/// Decides.
pub(crate) const fn arrival(comes: Comes, allowed: Allowed) -> Arrival {
    match (comes.known, comes.namesake) {
        (Some(account), _) => Arrival::Known(account),
        (None, _) if !comes.is_verified && (allowed.link_by_email || allowed.create_accounts) => {
            Arrival::Unverified
        }
        (None, Some(account)) if allowed.link_by_email => Arrival::Link(account),
        // An address that has an account is never made a second one.
        (None, None) if allowed.create_accounts => Arrival::Create,
        (None, _) => Arrival::Stranger,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_only_where_the_office_says_so_and_the_provider_vouches_for_it() {
        let [mine, other] = [1, 2].map(|n| AccountId::new(uuid::Uuid::from_u128(n)));
        let decide = |known, is_verified, namesake, link_by_email, create_accounts| {
            let comes = Comes {
                known,
                is_verified,
                namesake,
            };
            let allowed = Allowed {
                link_by_email,
                create_accounts,
            };
            arrival(comes, allowed)
        };
        let known = Some(mine);
        for (verified, link, create) in [(false, false, false), (true, true, true)] {
            let arrived = decide(known, verified, Some(other), link, create);
            assert_eq!(
                arrived,
                Arrival::Known(mine),
                "an address never decides again"
            );
        }
        assert_eq!(decide(None, true, known, true, false), Arrival::Link(mine));
        assert_eq!(decide(None, true, known, false, true), Arrival::Stranger);
        assert_eq!(decide(None, true, known, false, false), Arrival::Stranger);
        assert_eq!(decide(None, true, None, true, false), Arrival::Stranger);
        assert_eq!(decide(None, true, None, false, true), Arrival::Create);
        assert_eq!(decide(None, false, known, true, true), Arrival::Unverified);
        assert_eq!(decide(None, false, None, false, true), Arrival::Unverified);
        assert_eq!(decide(None, false, known, false, false), Arrival::Stranger);
    }
}
