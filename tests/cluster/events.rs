//! What happens, and what is seen of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use kontor_testkit::{smtp_sink::Received, wait};
use tokio::time::sleep;

use crate::{
    load::{Ledger, Load},
    office::{FORUM, Office},
    table::Row,
};

/// Sign-ups before and after the event.
const STEADY: Duration = Duration::from_secs(3);
/// Longest wait for the last mail.
const PATIENCE: Duration = Duration::from_mins(3);

/// Something that happens.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event {
    Nothing,
    Killed,
    Rolling,
    Frozen,
    Minority,
    AllKilled,
    MailerOfTwo,
    MailerAlone,
}

impl Event {
    pub(crate) const ALL: [Self; 8] = [
        Self::Nothing,
        Self::Killed,
        Self::Rolling,
        Self::Frozen,
        Self::Minority,
        Self::AllKilled,
        Self::MailerOfTwo,
        Self::MailerAlone,
    ];

    /// How it is called on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Killed => "killed",
            Self::Rolling => "rolling",
            Self::Frozen => "frozen",
            Self::Minority => "minority",
            Self::AllKilled => "all-killed",
            Self::MailerOfTwo => "mailer-of-two",
            Self::MailerAlone => "mailer-alone",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing, for 10 s",
            Self::Killed => "the node of all connections: kill -9, back after 10 s",
            Self::Rolling => "each node in turn: drain, stop, start",
            Self::Frozen => "the node of all connections: SIGSTOP for 100 s, then started anew",
            Self::Minority => "the two other nodes: SIGSTOP for 40 s (no majority)",
            Self::AllKilled => "all nodes: kill -9 at once, started again",
            Self::MailerOfTwo => "one of two mailers: kill -9",
            Self::MailerAlone => "the only mailer: kill -9, started again at once",
        }
    }

    fn limit(self) -> Option<Duration> {
        match self {
            Self::Killed => Some(Duration::from_secs(2)),
            Self::Frozen => Some(Duration::from_secs(15)),
            _ => None,
        }
    }

    /// Lets it happen, and be over.
    async fn happen(self, office: &mut Office) {
        let [first, second, third] = &office.cluster.nodes;
        match self {
            Self::Nothing => sleep(Duration::from_secs(10)).await,
            Self::Killed => {
                first.kill();
                sleep(Duration::from_secs(10)).await;
                first.up().await;
            }
            Self::Rolling => {
                for node in &office.cluster.nodes {
                    node.run("rabbitmq-upgrade", &["drain"]).await;
                    node.restart().await;
                }
            }
            Self::Frozen => {
                first.freeze();
                sleep(Duration::from_secs(100)).await;
                first.thaw();
                // For longer than `net_ticktime`: the others have given it up, and Mnesia takes it
                // back only anew.
                sleep(STEADY).await;
                first.kill();
                first.up().await;
            }
            Self::Minority => {
                second.freeze();
                third.freeze();
                sleep(Duration::from_secs(40)).await;
                second.thaw();
                third.thaw();
            }
            Self::AllKilled => {
                first.kill();
                second.kill();
                third.kill();
                office.cluster.up().await;
            }
            Self::MailerOfTwo => {
                let another = office.another_mailer().await;
                sleep(STEADY).await;
                office.mailer.kill();
                office.mailer = another;
                sleep(Duration::from_secs(20)).await;
            }
            Self::MailerAlone => {
                office.mailer.kill();
                office.mailer = office.another_mailer().await;
                sleep(Duration::from_secs(20)).await;
            }
        }
    }
}

/// Signs people up while it happens, waits for their mails, and says what was seen.
pub(crate) async fn observe(office: &mut Office, event: Event) -> Row {
    office.gather().await;
    let known = office.mail.sink.count();
    let load = Load::begin(office.registrations.public, FORUM, event.name());
    sleep(STEADY).await;
    let began = Instant::now();
    let told = happen_and_look(office, event).await;
    sleep(STEADY).await;
    let (ended, accepted) = (Instant::now(), load.end().await);
    let sink = office.mail.sink.clone();
    let all_there = wait::reached(PATIENCE, async || {
        recipients(&sink.received()[known..]).len() >= accepted.len()
    });
    all_there.await;
    // What comes a second time comes within a minute and a half.
    if matches!(event, Event::MailerOfTwo | Event::MailerAlone) {
        sleep(Duration::from_secs(100)).await;
    }
    let mails = office.mail.sink.received()[known..].to_vec();
    row(event, &accepted, &mails, (began, ended), told)
}

/// Watches `/readyz` meanwhile.
async fn happen_and_look(office: &mut Office, event: Event) -> String {
    let addresses = [
        ("registrations", office.registrations.url("/readyz")),
        ("mailer", office.mailer.url("/readyz")),
        ("partners", office.partners.url("/readyz")),
    ];
    if !matches!(event, Event::Minority) {
        event.happen(office).await;
        office.settle().await;
        return String::new();
    }
    let (began, client) = (Instant::now(), kontor_tests::http::client());
    let over = async {
        event.happen(office).await;
        Instant::now()
    };
    let told = async {
        let mut told = BTreeMap::new();
        wait::until("all workers say so", PATIENCE, async || {
            for (worker, url) in &addresses {
                if !kontor_tests::http::is_up(&client, url).await {
                    told.entry(*worker).or_insert_with(Instant::now);
                }
            }
            told.len() == addresses.len()
        })
        .await;
        told
    };
    let (over, told) = tokio::join!(over, told);
    office.settle().await;
    let said: Vec<_> = told
        .into_iter()
        .map(|(worker, at)| format!("{worker} 503 after {:.1} s", (at - began).as_secs_f64()))
        .collect();
    let well = over.elapsed().as_secs_f64();
    format!(
        "{}; all 200 again {well:.1} s after its end",
        said.join(", ")
    )
}

fn row(
    event: Event,
    accepted: &Ledger,
    mails: &[Received],
    (began, ended): (Instant, Instant),
    told: String,
) -> Row {
    let received = recipients(mails);
    let mut moments: Vec<_> = mails.iter().map(|mail| mail.accepted_at).collect();
    moments.sort();
    let within = moments.iter().filter(|at| **at > began && **at < ended);
    let moments: Vec<_> = [began].into_iter().chain(within.copied()).collect();
    let silence = moments.windows(2).map(|pair| pair[1] - pair[0]).max();
    let first = |mails: &[&Received]| mails.iter().map(|mail| mail.accepted_at).min();
    let longest = accepted.iter().filter_map(|(email, at)| {
        let arrived = first(received.get(email)?)?;
        Some(arrived.saturating_duration_since(*at))
    });
    let kinds = |mails: &Vec<&Received>| {
        let ids: BTreeSet<_> = mails.iter().filter_map(|mail| message_id(mail)).collect();
        ids.len()
    };
    Row {
        event: event.words(),
        silence: silence.unwrap_or_default(),
        longest: longest.max().unwrap_or_default(),
        limit: event.limit(),
        accepted: accepted.len(),
        lost: accepted
            .keys()
            .filter(|email| !received.contains_key(*email))
            .count(),
        doubled: received.values().filter(|mails| kinds(mails) > 1).count(),
        repeated: received
            .values()
            .filter(|mails| kinds(mails) == 1 && mails.len() > 1)
            .count(),
        told,
    }
}

fn recipients(mails: &[Received]) -> BTreeMap<String, Vec<&Received>> {
    let mut by_recipient = BTreeMap::<_, Vec<_>>::new();
    for mail in mails {
        for to in &mail.to {
            by_recipient.entry(to.clone()).or_default().push(mail);
        }
    }
    by_recipient
}

fn message_id(mail: &Received) -> Option<String> {
    let text = String::from_utf8_lossy(&mail.data);
    let mut lines = text.lines();
    let line = lines.find(|line| line.to_ascii_lowercase().starts_with("message-id:"))?;
    Some(line.to_owned())
}
