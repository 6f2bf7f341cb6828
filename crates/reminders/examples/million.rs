//! Decides about a million people, as they would come from a database: how many a second. Run with
//! `cargo run --release -p kontor-reminders --example million`.

#![expect(clippy::print_stdout, reason = "an example that prints figures")]

use std::time::{Duration, Instant};

use jiff::Timestamp;
use kontor_contracts::{Country, Deadline, ForumId, events::ForumState};
use kontor_reminders::{
    Anchor, Audience, Decision, Forum, Hours, Joiners, Occurrence, Person, Reach, Readers, Rule,
    RuleDraft, Side, Standing, Unit, explain, plan,
};

const PEOPLE: u32 = 1_000_000;
const PLANS: u32 = 1_000;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let (forum, rule) = (forum()?, rule()?);
    let began = Instant::now();
    let readers = Readers::new(&forum.starts.zone)?;
    println!("readers of all countries: {:?}", began.elapsed());

    let began = Instant::now();
    for _ in 1..PLANS {
        plan(&rule, &forum).map_err(|why| format!("{why:?}"))?;
    }
    let occurrence = plan(&rule, &forum).map_err(|why| format!("{why:?}"))?;
    println!(
        "a plan, or a move of its deadline: {:?}",
        began.elapsed() / PLANS
    );

    let countries: Vec<_> = Country::all().collect();
    for (what, now) in [
        ("weeks before it is due", "2027-02-01T08:00:00Z"),
        ("when it is due", "2027-02-16T08:00:00Z"),
        ("after an outage, at night", "2027-02-20T01:00:00Z"),
        ("when it is too late", "2027-03-02T17:30:00Z"),
    ] {
        decide(what, &occurrence, &readers, &countries, now.parse()?);
    }
    let began = Instant::now();
    let people = (0..PEOPLE).map(|number| (number, person(number, &countries)));
    let now = "2027-02-16T08:00:00Z".parse()?;
    let explained = explain(&occurrence, people, &readers, now, 100);
    let rate = per_second(began.elapsed());
    println!("explained: {rate} people/s; {:?}", explained.skips);
    Ok(())
}

fn decide(
    what: &str,
    occurrence: &Occurrence,
    readers: &Readers,
    countries: &[Country],
    now: Timestamp,
) {
    let (mut sent, mut waits, mut skipped) = (0, 0, 0);
    let began = Instant::now();
    for number in 0..PEOPLE {
        let person = person(number, countries);
        match occurrence.for_person(&person, readers, now) {
            Decision::Send { .. } => sent += 1,
            Decision::Wait { .. } => waits += 1,
            Decision::Skip { .. } => skipped += 1,
        }
    }
    let rate = per_second(began.elapsed());
    println!("{what}: {rate} people/s; {sent} sent, {waits} wait, {skipped} skipped");
}

fn per_second(took: Duration) -> u128 {
    u128::from(PEOPLE) * 1_000_000 / took.as_micros().max(1)
}

/// One in ten has declined; the others come from all countries, and from none that is known.
fn person(number: u32, countries: &[Country]) -> Person<'static> {
    let since = Timestamp::UNIX_EPOCH;
    let standing = match number % 10 {
        0 => Standing::Declined,
        _ => Standing::Invited { since },
    };
    Person {
        standing,
        country: countries
            .get(number as usize % (countries.len() + 20))
            .copied(),
        reach: Reach::Reachable,
        row: None,
        known: None,
    }
}

fn forum() -> Result<Forum, Failure> {
    let moment =
        |local: &str| -> Result<_, Failure> { Ok(Deadline::new(local.parse()?, "Europe/Berlin")?) };
    Ok(Forum {
        forum: "forum_00000000000000000000000000000007".parse::<ForumId>()?,
        state: ForumState::Published,
        published: Some("2026-12-01T08:00:00Z".parse()?),
        country: None,
        registration_closes: moment("2027-03-02T18:00:00")?,
        changes_close: moment("2027-04-06T18:00:00")?,
        starts: moment("2027-04-20T10:00:00")?,
        ends: moment("2027-04-20T16:00:00")?,
    })
}

fn rule() -> Result<Rule, Failure> {
    let draft = RuleDraft {
        name: "two-weeks".to_owned(),
        to: Audience::Invited,
        anchor: Some(Anchor::RegistrationCloses),
        side: Side::Before,
        amount: 14,
        unit: Unit::Days,
        at: Some("09:00:00".parse()?),
        latest: None,
        hours: Some(Hours::OFFICE),
        joiners: Joiners::Skip,
        paused: false,
    };
    Rule::new(&draft).map_err(|faults| format!("{faults:?}").into())
}
