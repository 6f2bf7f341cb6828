//! What a group of orders needs to know, with one query each: forums (locked), links, registrations
//! of the addresses, what is due, and answers kept for idempotency keys.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use kontor_contracts::{ForumId, RegistrationId};
use kontor_store::{StoreError, Tx};

use super::{KEY_LIFE, Order, SignUpOrder};
use crate::store::{
    Hash,
    answers::{self, Kept},
    forums::{self, Forum, ForumName},
    registrations::{self, Held, Registration},
    tokens,
};

/// Everything that was loaded.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) forums: Vec<Forum>,
    pub(super) registrations: HashMap<RegistrationId, Registration>,
    pub(super) due: BTreeSet<RegistrationId>,
    pub(super) held: Held,
    pub(super) tokens: HashMap<Hash, RegistrationId>,
    pub(super) answers: HashMap<Hash, Kept>,
}

/// From when on an answer that is kept still counts.
pub(super) fn keys_since_ms(now: Timestamp) -> i64 {
    let life = i64::try_from(KEY_LIFE.as_millis()).unwrap_or(i64::MAX);
    now.as_millisecond().saturating_sub(life)
}

/// Loads for a group; `counts_held` is whether what a domain holds without being confirmed is limited.
pub(super) async fn load(
    tx: &Tx,
    orders: &[Order],
    now: Timestamp,
    counts_held: bool,
) -> Result<Loaded, StoreError> {
    let sign_ups: Vec<&SignUpOrder> = orders.iter().filter_map(sign_up).collect();
    let links = links(tx, orders).await?;
    let mut loaded = Loaded {
        forums: lock_forums(tx, orders, &links).await?,
        ..Loaded::default()
    };
    if loaded.forums.is_empty() {
        return Ok(loaded);
    }
    // Only now, behind the locks, is what is read what will still be true at the commit.
    let ids = || loaded.forums.iter().map(|forum| forum.id);
    let due = registrations::due(tx, ids(), now.as_millisecond()).await?;
    let mut found = Vec::new();
    if counts_held && !sign_ups.is_empty() {
        let domains = sign_ups
            .iter()
            .map(|order| order.sign_up.email.registered_domain());
        loaded.held = registrations::held(tx, ids(), domains.collect::<BTreeSet<_>>()).await?;
    }
    let addresses = addresses(&loaded.forums, &sign_ups);
    if !addresses.is_empty() {
        let asked = addresses.iter().map(|(forum, key)| (*forum, key.as_str()));
        found = registrations::of_addresses(tx, asked).await?;
    }
    if !links.is_empty() {
        let wanted: Vec<_> = links
            .values()
            .map(|(registration, _)| *registration)
            .collect();
        found.extend(registrations::by_id(tx, &wanted).await?);
    }
    loaded.due = due.iter().map(|registration| registration.id).collect();
    let all = due.into_iter().chain(found);
    loaded.registrations = all.map(|r| (r.id, r)).collect();
    loaded.tokens = links
        .into_iter()
        .map(|(hash, (id, _))| (hash, id))
        .collect();
    let keys: Vec<_> = sign_ups.iter().filter_map(|order| order.key).collect();
    if !keys.is_empty() {
        let keys = keys.iter().map(|key| &key.key);
        loaded.answers = answers::find(tx, keys, keys_since_ms(now)).await?;
    }
    Ok(loaded)
}

fn sign_up(order: &Order) -> Option<&SignUpOrder> {
    match order {
        Order::SignUp(order) => Some(order),
        Order::Confirm(_) | Order::Expire(_) => None,
    }
}

/// The addresses that sign up, each with the forum it signs up to.
fn addresses(forums: &[Forum], sign_ups: &[&SignUpOrder]) -> BTreeSet<(ForumId, String)> {
    let id_of = |name: &ForumName| {
        let fits = |forum: &&Forum| match name {
            ForumName::Id(id) => forum.id == *id,
            ForumName::Slug(slug) => forum.draft.slug == *slug,
        };
        forums.iter().find(fits).map(|forum| forum.id)
    };
    let asked = sign_ups
        .iter()
        .filter_map(|order| Some((id_of(&order.forum)?, order.sign_up.email.key())));
    asked.collect()
}

type Links = HashMap<Hash, (RegistrationId, ForumId)>;

async fn links(tx: &Tx, orders: &[Order]) -> Result<Links, StoreError> {
    let hashes: Vec<_> = orders
        .iter()
        .filter_map(|order| match order {
            Order::Confirm(hash) => Some(hash),
            Order::SignUp(_) | Order::Expire(_) => None,
        })
        .collect();
    if hashes.is_empty() {
        return Ok(Links::new());
    }
    tokens::find(tx, hashes).await
}

async fn lock_forums(tx: &Tx, orders: &[Order], links: &Links) -> Result<Vec<Forum>, StoreError> {
    let mut ids: BTreeSet<ForumId> = links.values().map(|(_, forum)| *forum).collect();
    let mut slugs: BTreeSet<&str> = BTreeSet::new();
    for order in orders {
        match order {
            Order::Expire(id) => drop(ids.insert(*id)),
            Order::Confirm(_) => {}
            Order::SignUp(order) => match &order.forum {
                ForumName::Id(id) => drop(ids.insert(*id)),
                ForumName::Slug(slug) => drop(slugs.insert(slug)),
            },
        }
    }
    if ids.is_empty() && slugs.is_empty() {
        return Ok(Vec::new());
    }
    forums::lock(tx, ids, slugs).await
}
