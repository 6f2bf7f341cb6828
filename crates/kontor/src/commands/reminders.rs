//! `kontor reminders`: what will go to whom when, and what the office can do about it.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kontor_contracts::Worker;
use kontor_mailer::{PlanWish, PlannedReminder, ReminderOrder};
use kontor_runtime::{Clock as _, Process};
use kontor_store::audit::Actor;

use crate::{
    cli::{Reminders, RemindersPlan, Rule},
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

/// People of each reminder whom JSON names.
const LINES: usize = 100;

pub(crate) async fn run(config: &Config, command: Reminders) -> Outcome {
    match command {
        Reminders::Plan(wish) => plan(config, wish).await,
        Reminders::Pause(rule) => order(config, rule, ReminderOrder::Pause).await,
        Reminders::Resume(rule) => order(config, rule, ReminderOrder::Resume).await,
        Reminders::Skip(rule) => order(config, rule, ReminderOrder::Skip).await,
        Reminders::SendNow(rule) => order(config, rule, ReminderOrder::SendNow).await,
    }
}

async fn plan(config: &Config, wish: RemindersPlan) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Mailer).await?;
    let asked = PlanWish {
        forum: wish.forum,
        until: wish.until.map(end_of).transpose()?,
        lines: if wish.output.json { LINES } else { 0 },
        ..PlanWish::default()
    };
    let now = Process::new().clock.now();
    let planned = kontor_mailer::plan_reminders(&database, now, &asked).await?;
    let headings = [
        "FORUM", "RULE", "TO", "DUE", "STATE", "WRITTEN", "TO COME", "NOT", "WHY",
    ];
    output::list(wish.output.json, &planned, &headings, |reminder| {
        vec![
            reminder.slug.clone(),
            reminder.rule.clone(),
            audience(reminder),
            due(reminder),
            reminder.state.word().to_owned(),
            reminder.wrote.to_string(),
            reminder.reminds.to_string(),
            reminder.skips.values().sum::<u64>().to_string(),
            why(reminder),
        ]
    })
}

fn end_of(date: Date) -> Result<Timestamp, Exit> {
    let next = date.tomorrow().map_err(Exit::refused)?;
    let zoned = next.to_zoned(TimeZone::UTC).map_err(Exit::refused)?;
    Ok(zoned.timestamp())
}

fn audience(reminder: &PlannedReminder) -> String {
    let word = serde_json::to_value(reminder.to).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

fn due(reminder: &PlannedReminder) -> String {
    match reminder.local {
        Some(local) => format!("{} {}", local.strftime("%Y-%m-%d %H:%M"), reminder.zone),
        None => "before each hold ends".to_owned(),
    }
}

/// Why some or all get none.
fn why(reminder: &PlannedReminder) -> String {
    let all = reminder.why.map(str::to_owned);
    let some = reminder.skips.iter();
    let some = some.map(|(code, count)| format!("{code} {count}"));
    let parts: Vec<_> = all.into_iter().chain(some).collect();
    if parts.is_empty() {
        return "-".to_owned();
    }
    parts.join(", ")
}

async fn order(config: &Config, rule: Rule, what: ReminderOrder) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Mailer).await?;
    let (process, about) = (Process::new(), (&*rule.forum, &*rule.rule));
    let done =
        kontor_mailer::order_reminder(&process, &database, Actor::CommandLine, about, what).await?;
    if !done {
        return Err(Exit::not_found(format_args!(
            "the forum {} has no rule {}, or the rule no reminder to come; \
             kontor reminders plan --forum {} shows what there is",
            rule.forum, rule.rule, rule.forum
        )));
    }
    say(match what {
        ReminderOrder::Pause => "paused: nobody is reminded by this rule until you resume it",
        ReminderOrder::Resume => "resumed: whoever it still helps is reminded",
        ReminderOrder::Skip => "skipped: this time nobody is reminded by this rule",
        ReminderOrder::SendNow => "it goes out now, to everybody whom it concerns",
    });
    Ok(())
}
