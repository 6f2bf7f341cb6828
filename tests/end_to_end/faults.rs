//! Processes die at any moment; what was accepted is neither lost nor doubled.
//!
//! The ledger is the test's own: every sign-up that was answered with 202 is written down, and the
//! mails that the foreign server received are held against it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use kontor_testkit::smtp_sink::{Act, Phase, SmtpSink};
use kontor_tests::{Kontor, http, mail};

use crate::{
    ground::{FORUM, Ground},
    journey,
};

const SIGN_UPS: usize = 200;
const KILLS: usize = 4;

#[tokio::test]
async fn kill_9_again_and_again_loses_nothing_and_doubles_nothing() {
    let ground = Ground::embedded().await;
    ground.forum(10_000);
    let (public, staff) = (kontor_tests::ports::free(), kontor_tests::ports::free());
    let launch = || Kontor::launch_at(&ground.settings, ground.folder(), &["up"], public, staff);
    let mut kontor = launch();
    kontor.wait_until_ready().await;
    let (accepted, done) = (
        Arc::new(Mutex::new(BTreeSet::new())),
        Arc::new(AtomicBool::new(false)),
    );
    let load = load(public, Arc::clone(&accepted), Arc::clone(&done));
    let chaos = async {
        for kill in 1..=KILLS {
            let goal = kill * SIGN_UPS / (KILLS + 1);
            journey::settle(async || {
                accepted.lock().unwrap().len() >= goal || done.load(Ordering::SeqCst)
            })
            .await;
            kontor.kill();
            kontor = launch();
        }
        kontor.wait_until_ready().await;
    };
    futures_util::join!(load, chaos);
    let accepted = accepted.lock().unwrap().clone();
    assert_eq!(accepted.len(), SIGN_UPS);
    journey::settle(async || ground.mail.files().len() >= accepted.len()).await;
    journey::settle(async || open_mails(&kontor).await == 0).await;
    assert_one_each(&ground, &accepted);
}

/// A mail that a process held when it died goes out once the same process is back: nobody waits for an
/// hour, or has to look. How soon is the sum of `keep_leases`'s times, which has a test of its own.
#[tokio::test]
async fn a_mail_that_a_killed_process_held_goes_out_when_it_is_back() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let relay = SmtpSink::start().await;
    relay.sink.always(Phase::Rcpt, Some(Act::Hang));
    let port = relay.address.port();
    let settings = ground.settings.clone().with("mailer.smtp.port", port);
    let (public, staff) = (kontor_tests::ports::free(), kontor_tests::ports::free());
    let launch = || Kontor::launch_at(&settings, ground.folder(), &["up"], public, staff);
    let mut kontor = launch();
    kontor.wait_until_ready().await;
    let (status, receipt) = journey::sign_up(public, "zoe@example.org", "en").await;
    assert_eq!(status, 202, "{receipt}");
    journey::settle(async || relay.sink.reached(Phase::Rcpt) > 0).await;
    kontor.kill();
    relay.sink.always(Phase::Rcpt, None);

    let kontor = launch();
    let mails = relay.sink.wait_for(1, Duration::from_mins(1)).await;
    assert_eq!(mails[0].to, ["zoe@example.org"]);
    journey::settle(async || open_mails(&kontor).await == 0).await;
    assert_eq!(relay.sink.count(), 1, "and once");
}

/// Nothing is half done meanwhile, and nobody has to restart anything.
#[tokio::test]
async fn a_database_that_is_away_is_told_and_comes_back_by_itself() {
    let ground = Ground::servers().await;
    ground.forum(100);
    let kontor = ground.start("registrations").await;
    let forum = kontor.url(&format!("/forums/{FORUM}?lang=en"));
    let readiness = kontor.url("/readyz");
    ground.database().lock_out().await;
    let (status, problem) = journey::sign_up(kontor.public, "early@example.org", "en").await;
    assert_eq!(
        (status.as_u16(), &problem["code"]),
        (503, &"unavailable".into())
    );
    let (status, page) = journey::open(&forum).await;
    assert_eq!(status, 503, "{page}");
    assert!(page.contains("<html"), "{page}");
    journey::settle(async || journey::open(&readiness).await.0 == 503).await;
    let (_, told) = journey::open(&kontor.staff_url("/readyz")).await;
    assert!(told.contains("database"), "{told}");
    assert_eq!(
        journey::open(&kontor.url("/healthz")).await.0,
        200,
        "no restart would help"
    );
    ground.database().let_in().await;
    journey::settle(async || journey::open(&readiness).await.0 == 200).await;
    let (status, _) = journey::sign_up(kontor.public, "early@example.org", "en").await;
    assert_eq!(status, 202);
    assert_eq!(journey::open(&forum).await.0, 200);
    assert_eq!(ground.places(), (1, 0));
    drop(kontor);
    ground.remove().await;
}

/// Signs up one after the other until each has been accepted, as a person does who tries again.
async fn load(
    public: std::net::SocketAddr,
    accepted: Arc<Mutex<BTreeSet<String>>>,
    done: Arc<AtomicBool>,
) {
    let client = http::client();
    let url = format!("http://{public}/api/v1/forums/{FORUM}/registrations");
    for n in 0..SIGN_UPS {
        let email = format!("person{n}@example.org");
        let body = serde_json::json!({ "contact": { "name": format!("Person {n}"), "email": email, "language": "en" } });
        loop {
            let request = client
                .post(&url)
                .header("idempotency-key", format!("key-{n}"))
                .json(&body);
            match request.send().await {
                Ok(answer) if answer.status() == 202 => break,
                Ok(_) | Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            }
        }
        accepted.lock().unwrap().insert(email);
    }
    done.store(true, Ordering::SeqCst);
}

/// Mails that are still on their way, by the mail log.
async fn open_mails(kontor: &Kontor) -> usize {
    let mut open = 0;
    for state in ["ready", "claimed", "handed_over", "deferred", "uncertain"] {
        let url = kontor.staff_url(&format!("/api/v1/mails?state={state}&limit=200"));
        let answer = http::client().get(url).send().await.unwrap();
        let list: serde_json::Value = answer.json().await.unwrap();
        open += list["items"]
            .as_array()
            .unwrap_or_else(|| panic!("{list}"))
            .len();
    }
    open
}

/// Each accepted address has exactly one mail that its reader can tell from the others. A raw double
/// is allowed only with the same Message-ID, for a mail whose fate the crash made uncertain.
fn assert_one_each(ground: &Ground, accepted: &BTreeSet<String>) {
    let mut by_recipient: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mails = mail::read(&ground.mail.files());
    let raw = mails.len();
    for mail in mails {
        by_recipient
            .entry(mail.to.trim_matches(['<', '>']).to_owned())
            .or_default()
            .insert(mail.message_id);
    }
    for email in accepted {
        let found: Vec<_> = by_recipient
            .iter()
            .filter(|(to, _)| to.contains(email.as_str()))
            .collect();
        assert_eq!(found.len(), 1, "{email} got {found:?}");
        assert_eq!(found[0].1.len(), 1, "{email} got more than one mail");
    }
    assert_eq!(by_recipient.len(), accepted.len(), "mail without a sign-up");
    assert!(
        raw <= accepted.len() + KILLS * 4,
        "{raw} mails for {} sign-ups",
        accepted.len()
    );
}
