//! The circuit breaker of the relay: trouble that concerns every mail pauses sending, longer each
//! time, and sending resumes by itself once the relay answers again.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use kontor_runtime::{backoff::Pauses, health::Part};
use kontor_smtp::{Blame, Phase, Reply, classify};
use tokio::time::Instant;

use crate::domain::{Others, RelayTrouble};

/// The first pause.
const FIRST: Duration = Duration::from_millis(500);
/// The longest pause, unless the relay asks for more.
const LONGEST: Duration = Duration::from_mins(5);
const PAUSES: Pauses = Pauses::new(FIRST, LONGEST);
/// The longest pause that a relay may ask for.
const LONGEST_ASKED: Duration = Duration::from_hours(1);
/// So many recipients are refused alike, and none is taken, until it is the relay that refuses: of
/// different domains, or of any if the answer names us. A code that says it is the mailbox never counts:
/// three invented addresses would get the same.
const DOMAINS_ALIKE: usize = 3;
const RECIPIENTS_ALIKE: usize = 2;

/// The state of the relay, shared by all lines.
#[derive(Debug)]
pub(crate) struct Breaker {
    health: Part,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Troubles since the last mail that went through.
    troubles: u32,
    /// Paused until then.
    paused_until: Option<Instant>,
    /// The refused since a recipient was last taken.
    refused: Refused,
}

/// Whom a mail was for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipient<'a> {
    /// The key of the address.
    pub(crate) key: &'a str,
    /// Whether its owner has confirmed it. Anybody may have typed one that is not.
    pub(crate) is_proved: bool,
}

/// Recipients that were refused in a row, with one and the same answer.
#[derive(Debug, Default)]
struct Refused {
    answer: String,
    recipients: BTreeSet<String>,
    domains: BTreeSet<String>,
    names_us: bool,
    /// One of them has confirmed their address, so not all are inventions of strangers.
    proved: bool,
}

impl Refused {
    /// Whether it is the relay that refuses.
    fn is_alike(&self) -> bool {
        self.domains.len() >= DOMAINS_ALIKE
            || (self.names_us && self.recipients.len() >= RECIPIENTS_ALIKE)
    }

    /// Whether health says for it that the relay is down. Three invented domains are not enough: whoever types
    /// them into a form would raise an alarm whenever they like.
    fn is_down(&self) -> bool {
        self.is_alike() && (self.names_us || self.proved)
    }

    /// Bounded: beyond the number that decides, nothing more is remembered.
    fn add(&mut self, reply: &Reply, recipient: Recipient<'_>) {
        let answer = format!("{} {}", reply.codes(), reply.own_words());
        if self.answer != answer {
            *self = Self {
                answer,
                names_us: classify(Phase::Recipient, reply).blame == Blame::Sender,
                ..Self::default()
            };
        }
        self.proved |= recipient.is_proved;
        let domain = recipient.key.rsplit('@').next().unwrap_or_default();
        if self.recipients.len() < RECIPIENTS_ALIKE {
            self.recipients.insert(recipient.key.to_owned());
        }
        if self.domains.len() < DOMAINS_ALIKE {
            self.domains.insert(domain.to_owned());
        }
    }
}

impl Breaker {
    /// A relay of which nothing is known yet.
    pub(crate) fn new(health: Part) -> Self {
        Self {
            health,
            state: Mutex::default(),
        }
    }

    fn up(&self) {
        metrics::gauge!("kontor_mail_relay_up").set(1);
        self.health.up();
    }

    fn down(&self, reason: String) {
        metrics::gauge!("kontor_mail_relay_up").set(0);
        self.health.down(reason);
    }

    /// A mail went through.
    pub(crate) fn succeeded(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State::default();
        self.up();
    }

    /// A recipient was taken: whoever is refused is refused for a reason of their own.
    pub(crate) fn took_a_recipient(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.refused = Refused::default();
        self.up();
    }

    /// A recipient was refused. Says whether others are taken, or all refused alike; then health
    /// says that the relay is down, if that does not rest on strangers' addresses alone. Nothing is paused for it:
    /// strangers choose the recipients, and an honest mail must not wait behind theirs.
    pub(crate) fn refused(&self, recipient: Recipient<'_>, reply: &Reply) -> Others {
        if reply.is_of_the_mailbox() {
            return Others::Taken;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let were_alike = state.refused.is_alike();
        state.refused.add(reply, recipient);
        if !state.refused.is_alike() {
            return Others::Taken;
        }
        if state.refused.is_down() {
            self.down(format!("every recipient is refused: {}", reply.codes()));
        } else if !were_alike {
            tracing::warn!(
                answer = reply.codes(),
                "several recipients are refused alike"
            );
        }
        Others::RefusedAlike
    }

    /// The relay answers; whether it takes mail is not known yet, so a further trouble still
    /// pauses longer.
    pub(crate) fn answers(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.paused_until = None;
        // One that answers and refuses every recipient is up only when it takes one.
        if !state.refused.is_down() {
            self.up();
        }
    }

    /// Pauses from `now` on. Troubles of several lines during one pause count as one.
    pub(crate) fn pause(&self, trouble: &RelayTrouble, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.paused_until.is_none_or(|until| until <= now) {
            state.troubles = state.troubles.saturating_add(1);
            let wait = PAUSES.whole(state.troubles);
            let asked = trouble.asked.unwrap_or_default().min(LONGEST_ASKED);
            state.paused_until = Some(now + wait.max(asked));
        }
        self.down(trouble.reason.clone());
    }

    /// The end of the pause, if there is one.
    pub(crate) fn paused_until(&self) -> Option<Instant> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .paused_until
    }
}

#[cfg(test)]
mod tests {
    use kontor_runtime::{Health, health::PartState};

    use super::*;

    #[test]
    fn pauses_grow_until_a_mail_goes_through() {
        let health = Health::default();
        let breaker = Breaker::new(health.outside("relay"));
        let trouble = RelayTrouble {
            reason: "421 busy".into(),
            asked: None,
        };
        let mut pauses = Vec::new();
        let mut now = Instant::now();
        for _ in 0..12 {
            breaker.pause(&trouble, now);
            breaker.pause(&trouble, now);
            let until = breaker.paused_until().unwrap();
            pauses.push(until - now);
            let down = PartState::Down {
                reason: "421 busy".into(),
            };
            assert_eq!(health.report()["relay"].state, down);
            now = until;
            breaker.answers();
            assert_eq!(health.report()["relay"].state, PartState::Up);
            assert!(breaker.paused_until().is_none());
        }
        assert_eq!(pauses[..3], [FIRST, FIRST * 2, FIRST * 4]);
        assert_eq!(pauses[11], LONGEST);
        breaker.succeeded();
        breaker.pause(&trouble, now);
        assert_eq!(breaker.paused_until(), Some(now + FIRST));
    }

    /// What an alarm looks at is 0 exactly while health says that the relay is down.
    #[test]
    fn the_gauge_says_what_health_says() {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let gauge = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            let breaker = Breaker::new(Health::default().outside("relay"));
            let is = |value: u8| {
                let line = format!("kontor_mail_relay_up {value}\n");
                assert!(gauge.render().contains(&line), "{}", gauge.render());
            };
            breaker.answers();
            is(1);
            let reason = "421 busy".into();
            let trouble = RelayTrouble {
                reason,
                asked: None,
            };
            breaker.pause(&trouble, Instant::now());
            is(0);
            breaker.succeeded();
            is(1);
        });
    }

    #[test]
    fn a_relay_that_asks_for_longer_gets_it() {
        let (breaker, now) = (
            Breaker::new(Health::default().outside("relay")),
            Instant::now(),
        );
        let asked = Some(Duration::from_mins(15));
        let reason = String::new();
        breaker.pause(&RelayTrouble { reason, asked }, now);
        assert_eq!(breaker.paused_until(), Some(now + Duration::from_mins(15)));
    }

    #[test]
    fn no_relay_asks_for_more_than_an_hour() {
        for asked in [Duration::from_hours(8760), Duration::MAX] {
            let health = Health::default();
            let (breaker, now) = (Breaker::new(health.outside("relay")), Instant::now());
            let reason = String::new();
            let asked = Some(asked);
            breaker.pause(&RelayTrouble { reason, asked }, now);
            assert_eq!(breaker.paused_until(), Some(now + LONGEST_ASKED));
        }
    }

    fn proved(key: &str) -> Recipient<'_> {
        Recipient {
            key,
            is_proved: true,
        }
    }

    fn typed(key: &str) -> Recipient<'_> {
        Recipient {
            key,
            is_proved: false,
        }
    }

    fn reply(text: &str) -> Reply {
        Reply {
            code: 554,
            enhanced: Some((5, 7, 1)),
            text: text.to_owned(),
        }
    }

    #[test]
    fn the_relay_refuses_all_when_three_domains_hear_the_same_and_none_is_taken() {
        let breaker = Breaker::new(Health::default().outside("relay"));
        let denied =
            |to: &str| breaker.refused(typed(to), &reply(&format!("<{to}>: Relay access denied")));
        for to in ["a@x.example", "b@x.example", "c@x.example", "a@y.example"] {
            assert_eq!(denied(to), Others::Taken, "{to}");
        }
        breaker.took_a_recipient();
        assert_eq!(denied("a@x.example"), Others::Taken);
        assert_eq!(denied("a@y.example"), Others::Taken);
        assert_eq!(denied("a@z.example"), Others::RefusedAlike);
        breaker.took_a_recipient();
        assert_eq!(denied("a@z.example"), Others::Taken);
    }

    #[test]
    fn one_refused_recipient_does_not_keep_the_relay_down_after_a_pause() {
        let health = Health::default();
        let breaker = Breaker::new(health.outside("relay"));
        let trouble = RelayTrouble {
            reason: "421 busy".into(),
            asked: None,
        };
        let to = |name: &str| breaker.refused(proved(name), &reply("Relay access denied"));
        to("a@x.example");
        breaker.pause(&trouble, Instant::now());
        breaker.answers();
        assert_eq!(health.report()["relay"].state, PartState::Up);
        to("a@y.example");
        to("a@z.example");
        breaker.answers();
        let down = PartState::Down {
            reason: "every recipient is refused: 554 5.7.1".into(),
        };
        assert_eq!(health.report()["relay"].state, down);
    }

    /// Whoever types three invented domains into a form moves neither health nor gauge.
    #[test]
    fn strangers_addresses_alone_do_not_say_that_the_relay_is_down() {
        let health = Health::default();
        let breaker = Breaker::new(health.outside("relay"));
        breaker.answers();
        let to = |recipient| breaker.refused(recipient, &reply("Relay access denied"));
        for name in ["a@x.example", "a@y.example", "a@z.example", "a@w.example"] {
            to(typed(name));
            assert_eq!(health.report()["relay"].state, PartState::Up, "{name}");
        }
        assert_eq!(to(typed("b@x.example")), Others::RefusedAlike);
        breaker.answers();
        assert_eq!(health.report()["relay"].state, PartState::Up);
        to(proved("anna@honest.example"));
        let down = PartState::Down {
            reason: "every recipient is refused: 554 5.7.1".into(),
        };
        assert_eq!(health.report()["relay"].state, down);
    }

    #[test]
    fn mailboxes_that_do_not_exist_say_nothing_of_the_relay() {
        let breaker = Breaker::new(Health::default().outside("relay"));
        let unknown = Reply {
            code: 550,
            enhanced: Some((5, 1, 1)),
            text: "User unknown".to_owned(),
        };
        for to in ["a@x.example", "a@y.example", "a@z.example", "b@z.example"] {
            assert_eq!(breaker.refused(proved(to), &unknown), Others::Taken, "{to}");
        }
    }

    #[test]
    fn an_answer_that_names_us_counts_from_the_second_recipient() {
        let breaker = Breaker::new(Health::default().outside("relay"));
        let refused = |to: &str| breaker.refused(typed(to), &reply("Client was not authenticated"));
        assert_eq!(refused("a@x.example"), Others::Taken);
        assert_eq!(refused("a@x.example"), Others::Taken);
        assert_eq!(refused("b@x.example"), Others::RefusedAlike);
    }
}
