//! Listings as pages show them.

use jiff::{Timestamp, tz::TimeZone};
use kontor_contracts::{Deadline, Language};
use kontor_web::Visitor;
use kontor_words::{Serde, Value, context, country_name};

use super::HttpState;
use crate::{
    domain::{Keyword, Listing},
    store::{self, State, Stored},
};

/// A listing for a card: nothing that the network might not want shown.
pub(super) fn card(state: &HttpState, visitor: &Visitor, stored: &Stored) -> Value {
    let head = context! {
        id => stored.id.to_string(),
        reference => stored.reference.as_str(),
        source => state.source_name(&stored.source),
    };
    match &stored.state {
        State::Listed(listing) => context! { ..head, ..brief(visitor, listing) },
        State::Withdrawn { at_ms, reason } => context! {
            ..head,
            ..context! { withdrawn_ms => at_ms, reason => store::reason_name(*reason) }
        },
    }
}

/// Everything we have of a listing.
pub(super) fn whole(state: &HttpState, visitor: &Visitor, stored: &Stored) -> Value {
    let card = card(state, visitor, stored);
    match &stored.state {
        State::Listed(listing) => context! { ..card, ..texts(listing) },
        State::Withdrawn { .. } => card,
    }
}

fn brief(visitor: &Visitor, listing: &Listing) -> Value {
    let name = |country| country_name(country, &visitor.language);
    context! {
        intent => store::intent_name(listing.intent),
        domain => listing.domain.name(),
        title => listing.title.as_str(),
        summary => listing.summary.as_deref(),
        language => listing.language.as_ref().map(Language::as_str),
        country => listing.country.map(name),
        targets => listing.targets.iter().copied().map(name).collect::<Vec<_>>(),
        markets => labels(&listing.keywords, |scheme| scheme != "een-technology"),
        technologies => labels(&listing.keywords, |scheme| scheme == "een-technology"),
        cooperation => listing.cooperation.clone(),
        development => listing.development.as_deref(),
        published => listing.published.map(|at| day(visitor, at)),
        expires => listing.expires.map(|at| day(visitor, at)),
        url => listing.url.as_deref(),
    }
}

/// The texts that many networks allow only their members to read.
fn texts(listing: &Listing) -> Value {
    context! {
        description => paragraphs(listing.description.as_deref()),
        advantages => paragraphs(listing.advantages.as_deref()),
        partner_sought => paragraphs(listing.partner_sought.as_deref()),
    }
}

/// An instant that pages tell by its day, in the office's zone.
fn day(visitor: &Visitor, instant: Timestamp) -> Value {
    let zone = visitor.site.settings().zone.as_str();
    let local = instant.in_tz(zone).map_or_else(
        |_| TimeZone::UTC.to_datetime(instant),
        |zoned| zoned.datetime(),
    );
    Value::from(Serde(Deadline {
        local,
        zone: zone.to_owned(),
    }))
}

fn labels(keywords: &[Keyword], wanted: fn(&str) -> bool) -> Vec<String> {
    let wanted = keywords.iter().filter(|keyword| wanted(&keyword.scheme));
    let word = |keyword: &Keyword| match keyword.label.as_str() {
        "" => keyword.code.clone(),
        label => label.to_owned(),
    };
    wanted.map(word).collect()
}

fn paragraphs(text: Option<&str>) -> Vec<String> {
    let lines = text.unwrap_or_default().split('\n').map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
