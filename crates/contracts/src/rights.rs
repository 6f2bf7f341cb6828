//! What grants allow: the one question, and what follows from it for lists and tokens.

use std::collections::BTreeSet;

use crate::{Grant, Role, Scope};

/// The one question: whether these grants allow what needs a role in a scope. What concerns everything
/// needs the scope of everything.
pub fn may(grants: &[Grant], needs: Role, scope: &Scope) -> bool {
    grants.iter().any(|grant| grant.suffices(needs, scope))
}

/// What both allow: of a token, what it was given as far as its account has it now.
pub fn common(given: &[Grant], held: &[Grant]) -> Vec<Grant> {
    let pairs = given
        .iter()
        .flat_map(|given| held.iter().map(move |held| (given, held)));
    let both = pairs.filter_map(|(given, held)| {
        let narrower = match (
            given.scope().covers(held.scope()),
            held.scope().covers(given.scope()),
        ) {
            (_, true) => given.scope(),
            (true, false) => held.scope(),
            (false, false) => return None,
        };
        // Only everywhere is there an admin, and the narrower of two such scopes is everywhere, too.
        Grant::new(given.role().min(held.role()), narrower.clone()).ok()
    });
    both.collect()
}

/// Which things of a kind somebody may look at or work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// All.
    All,
    /// Only those of these names, in lower case as in scopes; perhaps none.
    Only(BTreeSet<String>),
}

impl Reach {
    /// Whether it has nothing at all.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Only(names) if names.is_empty())
    }

    /// Whether it has a thing of this name.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(&name.to_ascii_lowercase()),
        }
    }
}

/// Which things of a kind (`forum`) these grants allow what needs a role.
pub fn reach(grants: &[Grant], needs: Role, kind: &str) -> Reach {
    let enough = || grants.iter().filter(|grant| grant.role() >= needs);
    if enough().any(|grant| grant.scope().is_everywhere()) {
        return Reach::All;
    }
    let names = enough().filter_map(|grant| {
        let (of, name) = grant.scope().as_str().split_once('/')?;
        (of == kind && !name.contains('/')).then(|| name.to_owned())
    });
    Reach::Only(names.collect())
}

/// Whether `given` allows nothing that `held` does not: what a token may be given.
pub fn is_within(given: &[Grant], held: &[Grant]) -> bool {
    given
        .iter()
        .all(|grant| may(held, grant.role(), grant.scope()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scope() -> impl Strategy<Value = Scope> {
        const TEXTS: [&str; 6] = [
            "",
            "forum/1",
            "forum/12",
            "forum/1/door",
            "source/een",
            "source/1",
        ];
        proptest::sample::select(&TEXTS[..]).prop_map(|text| text.parse().unwrap())
    }

    fn role() -> impl Strategy<Value = Role> {
        proptest::sample::select(&Role::ALL[..])
    }

    fn grants() -> impl Strategy<Value = Vec<Grant>> {
        let grant = (role(), scope()).prop_filter_map("admins are everywhere", |(role, scope)| {
            Grant::new(role, scope).ok()
        });
        proptest::collection::vec(grant, 0..5)
    }

    proptest! {
        #[test]
        fn a_stronger_role_and_a_wider_scope_never_allow_less(
            grants in grants(), needs in role(), scope in scope(), weaker in role(), inner in scope(),
        ) {
            if may(&grants, needs, &scope) {
                prop_assert!(weaker > needs || may(&grants, weaker, &scope));
                prop_assert!(!scope.covers(&inner) || may(&grants, needs, &inner));
            }
        }

        #[test]
        fn more_grants_never_allow_less_and_each_counts_alone(
            grants in grants(), more in grants(), needs in role(), scope in scope(),
        ) {
            let both = [grants.clone(), more.clone()].concat();
            let alone = may(&grants, needs, &scope) || may(&more, needs, &scope);
            prop_assert_eq!(may(&both, needs, &scope), alone);
        }

        #[test]
        fn whoever_has_no_grant_in_the_scope_or_above_may_nothing_there(
            grants in grants(), needs in role(), scope in scope(),
        ) {
            let elsewhere: Vec<_> =
                grants.into_iter().filter(|grant| !grant.scope().covers(&scope)).collect();
            prop_assert!(!may(&elsewhere, needs, &scope));
        }

        #[test]
        fn what_is_within_allows_nothing_more(
            held in grants(), given in grants(), needs in role(), scope in scope(),
        ) {
            if is_within(&given, &held) && may(&given, needs, &scope) {
                prop_assert!(may(&held, needs, &scope));
            }
        }

        #[test]
        fn what_is_common_is_what_both_allow(
            given in grants(), held in grants(), needs in role(), scope in scope(),
        ) {
            let both = may(&given, needs, &scope) && may(&held, needs, &scope);
            prop_assert_eq!(may(&common(&given, &held), needs, &scope), both);
        }

        #[test]
        fn what_is_within_reach_is_what_may_be_done(
            grants in grants(), needs in role(), name in proptest::sample::select(&["1", "12", "2"][..]),
        ) {
            let one = Scope::of("forum", name).unwrap();
            let within = reach(&grants, needs, "forum").has(name);
            prop_assert_eq!(within, may(&grants, needs, &one));
        }
    }
}
