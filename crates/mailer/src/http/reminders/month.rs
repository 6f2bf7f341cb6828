//! `/console/reminders?month=2027-03`: a month of reminders, each on the day on which it is due by the office's
//! clock.

use std::collections::BTreeMap;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use kontor_contracts::{Deadline, Reach};
use kontor_web::{Page, Problem, Visitor, problems};
use kontor_words::{Value, context};

use super::{Asked, LOOKED_AT, row, slugs, views, word_or_value};
use crate::{
    http::{HttpState, not_stored},
    planned::{PlanWish, PlannedReminder, ReminderState, planned_within},
};

/// Years that have pages. Nobody goes on to the next month for ever.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

/// A month, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Month(Date);

impl Month {
    fn of(day: Date) -> Option<Self> {
        let first = day.first_of_month();
        YEARS.contains(&first.year()).then_some(Self(first))
    }

    /// As addresses name it: `2027-03`.
    fn read(text: &str) -> Option<Self> {
        Self::of(Date::strptime("%Y-%m-%d", format!("{text}-01")).ok()?)
    }

    fn text(self) -> String {
        self.0.strftime("%Y-%m").to_string()
    }

    fn before(self) -> Option<Self> {
        Self::of(self.0.yesterday().ok()?)
    }

    fn next(self) -> Option<Self> {
        Self::of(self.0.last_of_month().tomorrow().ok()?)
    }

    /// The weeks that it touches, each from Monday to Sunday.
    fn weeks(self) -> Vec<Vec<Date>> {
        let last = self.0.last_of_month();
        let since_monday = i64::from(self.0.weekday().to_monday_zero_offset());
        let monday = self.0.saturating_sub(since_monday.days());
        let mondays = monday.series(1.week()).take_while(|day| *day <= last);
        let week = |monday: Date| monday.series(1.day()).take(7).collect();
        mondays.map(week).collect()
    }
}

/// The clock by which days are told.
struct Office<'a> {
    name: &'a str,
    zone: TimeZone,
    today: Date,
}

impl Office<'_> {
    fn begin_of(&self, day: Date) -> Option<Timestamp> {
        let begin = day.to_zoned(self.zone.clone()).ok()?;
        Some(begin.timestamp())
    }

    fn moment(&self, local: DateTime) -> Value {
        word_or_value(&Deadline {
            local,
            zone: self.name.to_owned(),
        })
    }

    /// A day; words about days are asked about its noon, which every zone has.
    fn day(&self, day: Date) -> Value {
        self.moment(day.at(12, 0, 0, 0))
    }
}

pub(super) async fn show(
    state: &HttpState,
    visitor: &Visitor,
    reach: &Reach,
    asked: &Asked,
) -> Result<Page, Problem> {
    let name = visitor.site.settings().zone.as_str();
    let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
    let today = state.clock.now().to_zoned(zone.clone()).date();
    let office = Office { name, zone, today };
    let month = match asked.month.as_deref() {
        None | Some("") => Month::of(today),
        Some(text) => Month::read(text),
    };
    let month = month.ok_or_else(|| Problem::from(problems::INVALID_ADDRESS))?;
    let weeks = month.weeks();
    let wish = wish(asked, &office, &weeks);
    let planned = planned_within(&state.database, state.clock.now(), (reach, &wish)).await;
    let planned = planned.map_err(|error| not_stored(&error))?;
    let values = context! {
        month => office.day(month.0),
        zone => name,
        weekdays => weeks.first().into_iter().flatten().map(|day| office.day(*day)).collect::<Vec<_>>(),
        weeks => grid(&planned, &office, month, &weeks),
        is_empty => !planned.iter().any(|one| is_in(one, &office, month)),
        own => planned.iter().filter(|one| is_own(one, &wish)).map(row).collect::<Vec<_>>(),
        before => month.before().map(|month| way(visitor, asked, &office, month)),
        today => Month::of(today).map(|month| way(visitor, asked, &office, month)),
        next => month.next().map(|month| way(visitor, asked, &office, month)),
        views => views(visitor, asked),
        asked => asked.shown(visitor, Some(&month.text())),
        forums => slugs(state, reach).await?,
    };
    visitor.page("mailer/staff_reminders_month.html", values)
}

/// What is due on the days of these weeks.
fn wish(asked: &Asked, office: &Office<'_>, weeks: &[Vec<Date>]) -> PlanWish {
    let day = |day: Option<&Date>| day.copied();
    let first = day(weeks.first().and_then(|week| week.first()));
    let last = day(weeks.last().and_then(|week| week.last()));
    PlanWish {
        forum: asked.forum(),
        from: first.and_then(|day| office.begin_of(day)),
        until: last.and_then(|day| office.begin_of(day.tomorrow().ok()?)),
        looks: LOOKED_AT,
        ..PlanWish::default()
    }
}

fn way(visitor: &Visitor, asked: &Asked, office: &Office<'_>, month: Month) -> Value {
    context! {
        month => office.day(month.0),
        href => asked.address(visitor, Some(&month.text())),
    }
}

fn day_of(reminder: &PlannedReminder, office: &Office<'_>) -> Option<DateTime> {
    let due = reminder.due?.to_zoned(office.zone.clone());
    Some(due.datetime())
}

fn is_in(reminder: &PlannedReminder, office: &Office<'_>, month: Month) -> bool {
    let due = day_of(reminder, office);
    due.is_some_and(|due| due.date().first_of_month() == month.0)
}

/// Whether it goes to each at an hour of their own, to the first and the last of them around these days.
fn is_own(reminder: &PlannedReminder, wish: &PlanWish) -> bool {
    let begins = reminder.first.zip(wish.until);
    let ends = reminder.last.zip(wish.from);
    let is_near = begins.is_some_and(|(first, until)| first < until)
        && ends.is_some_and(|(last, from)| last >= from);
    reminder.due.is_none() && is_near
}

fn grid(
    planned: &[PlannedReminder],
    office: &Office<'_>,
    month: Month,
    weeks: &[Vec<Date>],
) -> Vec<Vec<Value>> {
    let mut by_day: BTreeMap<Date, Vec<Value>> = BTreeMap::new();
    for reminder in planned {
        if let Some(due) = day_of(reminder, office) {
            let at = office.moment(due);
            let entry = context! { at, off => is_off(reminder.state), ..row(reminder) };
            by_day.entry(due.date()).or_default().push(entry);
        }
    }
    let mut day = |day: &Date| {
        context! {
            day => office.day(*day),
            number => day.day(),
            outside => day.first_of_month() != month.0,
            today => *day == office.today,
            reminders => by_day.remove(day).unwrap_or_default(),
        }
    };
    let weeks = weeks.iter();
    weeks
        .map(|week| week.iter().map(&mut day).collect())
        .collect()
}

/// Whether nobody gets it.
const fn is_off(state: ReminderState) -> bool {
    use ReminderState::{Done, Never, Paused, Planned, Skipped, UnderWay, Withheld};
    match state {
        Planned | UnderWay | Done => false,
        Paused | Skipped | Withheld | Never => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_whole_weeks_from_monday_to_sunday() {
        let weeks = |text: &str| {
            let weeks = Month::read(text).unwrap().weeks();
            let (first, last) = (weeks[0][0], *weeks.last().unwrap().last().unwrap());
            (weeks.len(), first.to_string(), last.to_string())
        };
        let told = |count, first: &str, last: &str| (count, first.to_owned(), last.to_owned());
        assert_eq!(weeks("2027-03"), told(5, "2027-03-01", "2027-04-04"));
        assert_eq!(weeks("2027-02"), told(4, "2027-02-01", "2027-02-28"));
        assert_eq!(weeks("2027-05"), told(6, "2027-04-26", "2027-06-06"));
        assert_eq!(weeks("2028-02"), told(5, "2028-01-31", "2028-03-05"));
    }

    #[test]
    fn months_lead_to_their_neighbours_and_end_somewhere() {
        let month = |text| Month::read(text).unwrap();
        assert_eq!(month("2027-01").before(), Some(month("2026-12")));
        assert_eq!(month("2026-12").next(), Some(month("2027-01")));
        assert_eq!(month("2000-01").before(), None);
        assert_eq!(month("2199-12").next(), None);
        for odd in [
            "2027",
            "2027-13",
            "2027-3-1",
            "1999-12",
            "2200-01",
            "2027-03-01",
            "x",
        ] {
            assert_eq!(Month::read(odd), None, "{odd}");
        }
    }
}
