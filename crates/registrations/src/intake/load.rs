//! What a group of orders needs to know, with one query each: forums (locked), links, registrations
//! of the addresses, what is due, and answers kept for idempotency keys.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use kontor_book::Share;
use kontor_contracts::{ForumId, RegistrationId};
use kontor_store::{StoreError, Tx};

use super::{SignUpOrder, keys::keys_since_ms, orders::Order};
use crate::store::{
    Hash,
    answers::{self, Kept},
    forum_terms::{self, ForumTerms},
    forums::ForumName,
    holds::{self, Held},
    registrations::{self, Registration},
    tokens,
};

/// What a group of orders is about.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    sign_ups: Vec<&'a SignUpOrder>,
    links: Vec<Hash>,
    forums: BTreeSet<ForumId>,
    registrations: Vec<RegistrationId>,
}

impl<'a> Wanted<'a> {
    /// What these orders are about.
    pub(super) fn by(orders: &'a [Order]) -> Self {
        let mut wanted = Self::default();
        for order in orders {
            match order {
                Order::SignUp(order, _) => wanted.sign_ups.push(order),
                Order::Confirm(link, _) => wanted.links.push(*link),
                Order::Expire(forum, _) => drop(wanted.forums.insert(*forum)),
            }
        }
        wanted
    }

    /// One registration.
    pub(super) fn registration(registration: RegistrationId) -> Self {
        Self {
            registrations: vec![registration],
            ..Self::default()
        }
    }
}

/// Everything that was loaded.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) forums: Vec<ForumTerms>,
    pub(super) registrations: HashMap<RegistrationId, Registration>,
    pub(super) held: Held,
    pub(super) links: HashMap<Hash, RegistrationId>,
    pub(super) answers: HashMap<Hash, Kept>,
}

/// Loads for a group, of which strangers may hold this share.
pub(super) async fn load(
    tx: &Tx,
    wanted: &Wanted<'_>,
    now: Timestamp,
    share: Share,
) -> Result<Loaded, StoreError> {
    let links = links(tx, wanted).await?;
    let named = named(tx, wanted).await?;
    let of_these = links.values().chain(&named);
    let forums = lock_forums(tx, wanted, of_these.map(|(_, forum)| *forum)).await?;
    if forums.is_empty() {
        return Ok(Loaded::default());
    }
    // Only now, with the locks held, will what is read still be true at the commit.
    let by_id: Vec<_> = links.values().chain(&named).map(|(id, _)| *id).collect();
    Ok(Loaded {
        registrations: registrations(tx, wanted, &forums, &by_id, now).await?,
        held: held(tx, wanted, &forums, share).await?,
        links: links
            .into_iter()
            .map(|(hash, (id, _))| (hash, id))
            .collect(),
        answers: answers(tx, wanted, now).await?,
        forums,
    })
}

type Links = HashMap<Hash, (RegistrationId, ForumId)>;

async fn links(tx: &Tx, wanted: &Wanted<'_>) -> Result<Links, StoreError> {
    if wanted.links.is_empty() {
        return Ok(Links::new());
    }
    tokens::find(tx, &wanted.links).await
}

/// The registrations that are named by their ids, each with its forum, which never changes.
async fn named(tx: &Tx, wanted: &Wanted<'_>) -> Result<Vec<(RegistrationId, ForumId)>, StoreError> {
    if wanted.registrations.is_empty() {
        return Ok(Vec::new());
    }
    registrations::forums_of(tx, &wanted.registrations).await
}

async fn lock_forums(
    tx: &Tx,
    wanted: &Wanted<'_>,
    more: impl Iterator<Item = ForumId>,
) -> Result<Vec<ForumTerms>, StoreError> {
    let mut ids = wanted.forums.clone();
    ids.extend(more);
    let mut slugs: BTreeSet<&str> = BTreeSet::new();
    for order in &wanted.sign_ups {
        match &order.forum {
            ForumName::Id(id) => drop(ids.insert(*id)),
            ForumName::Slug(slug) => drop(slugs.insert(slug)),
        }
    }
    if ids.is_empty() && slugs.is_empty() {
        return Ok(Vec::new());
    }
    forum_terms::lock(tx, ids, slugs).await
}

/// What is due at the forums, what the addresses have that sign up, and what is named.
async fn registrations(
    tx: &Tx,
    wanted: &Wanted<'_>,
    forums: &[ForumTerms],
    named: &[RegistrationId],
    now: Timestamp,
) -> Result<HashMap<RegistrationId, Registration>, StoreError> {
    let ids = forums.iter().map(|forum| forum.id);
    let mut found = holds::due(tx, ids, now.as_millisecond()).await?;
    let addresses = addresses(forums, &wanted.sign_ups);
    if !addresses.is_empty() {
        found.extend(registrations::of_addresses(tx, addresses).await?);
    }
    if !named.is_empty() {
        found.extend(registrations::by_id(tx, named).await?);
    }
    Ok(found.into_iter().map(|found| (found.id, found)).collect())
}

/// The addresses that sign up, each with the forum it signs up to.
fn addresses<'a>(
    forums: &[ForumTerms],
    sign_ups: &[&'a SignUpOrder],
) -> BTreeSet<(ForumId, &'a str)> {
    let id_of = |name: &ForumName| {
        let fits = |forum: &&ForumTerms| match name {
            ForumName::Id(id) => forum.id == *id,
            ForumName::Slug(slug) => forum.slug == *slug,
        };
        forums.iter().find(fits).map(|forum| forum.id)
    };
    let asked = sign_ups.iter().filter_map(|order| {
        let key = order.sign_up.address.key.as_str();
        Some((id_of(&order.forum)?, key))
    });
    asked.collect()
}

/// What the domains hold that sign up, where that is limited.
async fn held(
    tx: &Tx,
    wanted: &Wanted<'_>,
    forums: &[ForumTerms],
    share: Share,
) -> Result<Held, StoreError> {
    if wanted.sign_ups.is_empty() || !share.is_limited() {
        return Ok(Held::new());
    }
    let domain = |order: &&'_ SignUpOrder| order.sign_up.address.domain.clone();
    let domains: BTreeSet<_> = wanted.sign_ups.iter().map(domain).collect();
    holds::held(tx, forums.iter().map(|forum| forum.id), domains).await
}

async fn answers(
    tx: &Tx,
    wanted: &Wanted<'_>,
    now: Timestamp,
) -> Result<HashMap<Hash, Kept>, StoreError> {
    let keys = wanted.sign_ups.iter().filter_map(|order| order.key);
    let keys: Vec<_> = keys.map(|key| key.key).collect();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    answers::find(tx, &keys, keys_since_ms(now)).await
}
