//! What a group of orders needs to know, with one query each: forums (locked), links, registrations
//! of the addresses, what is due, and answers kept for idempotency keys.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use kontor_book::{Allowance, Pass, Share, Standing};
use kontor_contracts::{CodeId, ForumId, InvitationId, RegistrationId};
use kontor_store::{StoreError, Tx};

use super::{AskAgain, ChangeOrder, Link, SignUpOrder, keys::keys_since_ms, orders::Order};
use crate::store::{
    Hash,
    answers::{self, Kept},
    codes,
    forum_terms::{self, ForumTerms},
    forums::ForumName,
    holds::{self, Held},
    invitations,
    own_links::{self, Owner},
    registrations::{self, Registration},
    tokens, waiting,
};

/// What a group of orders is about.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    sign_ups: Vec<&'a SignUpOrder>,
    asked: Vec<&'a AskAgain>,
    changes: Vec<&'a ChangeOrder>,
    links: Vec<Hash>,
    own_links: Vec<Hash>,
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
                Order::Confirm(order, _) => match order.link {
                    Link::Confirm(hash) => wanted.links.push(hash),
                    Link::Own(hash) => wanted.own_links.push(hash),
                },
                Order::AskAgain(order, _) => {
                    wanted.forums.insert(order.forum);
                    wanted.asked.push(order);
                }
                Order::CallOff(link, _) | Order::TakeOff(link, _) | Order::Renew(link, _) => {
                    wanted.own_links.push(*link);
                }
                Order::Change(order, _) => {
                    wanted.own_links.push(order.link);
                    wanted.changes.push(order);
                }
                Order::Settle(forum, _) => drop(wanted.forums.insert(*forum)),
            }
        }
        wanted
    }

    /// By what people sign up, if not as everybody may.
    fn passes(&self) -> (Vec<InvitationId>, Vec<CodeId>) {
        let (mut invitations, mut codes) = (Vec::new(), Vec::new());
        for pass in self.sign_ups.iter().filter_map(|order| order.pass) {
            match pass {
                Pass::Invitation(id) => invitations.push(id),
                Pass::Code(id) => codes.push(id),
            }
        }
        (invitations, codes)
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
    /// Who is first in line at a forum, in order; not there where nobody gets places in this group.
    pub(super) heads: HashMap<ForumId, Vec<RegistrationId>>,
    pub(super) links: HashMap<Hash, RegistrationId>,
    pub(super) own_links: HashMap<Hash, Owner>,
    pub(super) answers: HashMap<Hash, Kept>,
    /// What lets people in, each with its forum.
    pub(super) passes: Vec<(ForumId, Pass, Allowance)>,
}

/// Loads for a group, of which strangers may hold this share.
pub(super) async fn load(
    tx: &Tx,
    wanted: &Wanted<'_>,
    now: Timestamp,
    share: Share,
) -> Result<Loaded, StoreError> {
    let links = links(tx, wanted).await?;
    let own_links = own_links(tx, wanted).await?;
    let named = named(tx, wanted).await?;
    let own = own_links
        .values()
        .map(|owner| (owner.registration, owner.forum));
    let by_id: Vec<_> = links.values().chain(&named).copied().chain(own).collect();
    let forums = lock_forums(tx, wanted, by_id.iter().map(|(_, forum)| *forum)).await?;
    if forums.is_empty() {
        return Ok(Loaded::default());
    }
    // Only now, with the locks held, will what is read still be true at the commit.
    let by_id: Vec<_> = by_id.into_iter().map(|(id, _)| id).collect();
    let mut registrations = registrations(tx, wanted, &forums, &by_id, now).await?;
    let others = taking_part(tx, wanted, (&by_id, &own_links), &registrations).await?;
    for other in others {
        registrations.entry(other.id).or_insert(other);
    }
    let mut heads = HashMap::new();
    for forum in &forums {
        if is_the_line_read(wanted, forum, &registrations, now) {
            let head = waiting::head(tx, forum.id).await?;
            heads.insert(forum.id, head.iter().map(|next| next.id).collect());
            registrations.extend(head.into_iter().map(|next| (next.id, next)));
        }
    }
    let links = links.into_iter().map(|(hash, (id, _))| (hash, id));
    Ok(Loaded {
        passes: passes(
            tx,
            wanted,
            changed_codes(wanted, &own_links, &registrations),
        )
        .await?,
        registrations,
        held: held(tx, wanted, &forums, share).await?,
        heads,
        links: links.collect(),
        own_links,
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

async fn own_links(tx: &Tx, wanted: &Wanted<'_>) -> Result<HashMap<Hash, Owner>, StoreError> {
    if wanted.own_links.is_empty() {
        return Ok(HashMap::new());
    }
    own_links::find(tx, &wanted.own_links).await
}

/// Whether something may happen to the waiting list of a forum: places are free, or may become so in this
/// group, or the list is over.
fn is_the_line_read(
    wanted: &Wanted<'_>,
    forum: &ForumTerms,
    registrations: &HashMap<RegistrationId, Registration>,
    now: Timestamp,
) -> bool {
    let are_free = forum.taken.all() < forum.terms.capacity;
    let may_end = !wanted.own_links.is_empty()
        || !wanted.registrations.is_empty()
        || registrations.values().any(|found| found.forum == forum.id);
    let is_over = forum.terms.has_closed(now.as_millisecond());
    forum.waiting > 0 && (are_free || may_end || is_over)
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
    let mut addresses = addresses(forums, &wanted.sign_ups);
    let asked = wanted.asked.iter();
    addresses.extend(asked.map(|asked| (asked.forum, asked.address.key.as_str())));
    if !addresses.is_empty() {
        found.extend(registrations::of_addresses(tx, addresses).await?);
    }
    if !named.is_empty() {
        found.extend(registrations::by_id(tx, named).await?);
    }
    let (invitations, _) = wanted.passes();
    if !invitations.is_empty() {
        found.extend(registrations::of_invitations(tx, &invitations).await?);
    }
    Ok(found.into_iter().map(|found| (found.id, found)).collect())
}

/// By what people sign up, as long as it is good. Codes are counted, with the locks of their forums held;
/// of an invitation all registrations are loaded.
async fn passes(
    tx: &Tx,
    wanted: &Wanted<'_>,
    more: impl Iterator<Item = CodeId>,
) -> Result<Vec<(ForumId, Pass, Allowance)>, StoreError> {
    let (invitations, mut codes) = wanted.passes();
    codes.extend(more);
    let mut passes = Vec::new();
    if !invitations.is_empty() {
        let good = invitations::good(tx, &invitations).await?.into_iter();
        passes.extend(good.map(|(id, forum)| (forum, Pass::Invitation(id), Allowance::INVITATION)));
    }
    if !codes.is_empty() {
        let found = codes::by_id(tx, &codes).await?.into_iter();
        passes.extend(found.map(|code| (code.forum, Pass::Code(code.id), code.allowance)));
    }
    Ok(passes)
}

/// The codes by which those have come who change who takes part.
fn changed_codes(
    wanted: &Wanted<'_>,
    own_links: &HashMap<Hash, Owner>,
    registrations: &HashMap<RegistrationId, Registration>,
) -> impl Iterator<Item = CodeId> {
    let owners = wanted
        .changes
        .iter()
        .filter_map(|order| own_links.get(&order.link));
    let passes = owners.filter_map(|owner| registrations.get(&owner.registration)?.pass);
    passes.filter_map(|pass| match pass {
        Pass::Code(id) => Some(id),
        Pass::Invitation(_) => None,
    })
}

/// The registrations by which the people take part of whom these orders speak, so that nobody takes part
/// twice: of those whose links were used, of those who are to be added, and of those who are confirmed at
/// once because they were invited.
async fn taking_part(
    tx: &Tx,
    wanted: &Wanted<'_>,
    (used, own_links): (&[RegistrationId], &HashMap<Hash, Owner>),
    registrations: &HashMap<RegistrationId, Registration>,
) -> Result<Vec<Registration>, StoreError> {
    let mut addresses = BTreeSet::new();
    for one in used.iter().filter_map(|id| registrations.get(id)) {
        let named = one.recipients.iter();
        let named = named.map(|recipient| recipient.mailbox.key.as_str());
        if matches!(one.standing, Standing::Pending { .. }) {
            addresses.insert((one.forum, one.address.key.as_str()));
        }
        addresses.extend(named.map(|key| (one.forum, key)));
    }
    for order in &wanted.changes {
        let mailboxes = order.people.iter().filter_map(|one| one.mailbox.as_ref());
        let forum = own_links.get(&order.link).map(|owner| owner.forum);
        addresses.extend(mailboxes.filter_map(|own| Some((forum?, own.key.as_str()))));
    }
    for order in wanted.sign_ups.iter().filter(|order| order.proved) {
        let ForumName::Id(forum) = order.forum else {
            continue;
        };
        let named = order.sign_up.participants.iter();
        let named = named.filter_map(|one| one.mailbox.as_ref());
        addresses.extend(named.map(|own| (forum, own.key.as_str())));
    }
    if addresses.is_empty() {
        return Ok(Vec::new());
    }
    registrations::of_addresses(tx, addresses).await
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
