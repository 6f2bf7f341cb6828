//! The one place that says what becomes of a mail after an attempt.

use std::time::Duration;

use super::{Blame, MailKind, MailState, Phase, Reply, RetrySchedule, classify, retry::wait};

/// The longest wait after trouble that was not the recipient's.
const LONGEST_INTERRUPTION: Duration = Duration::from_hours(1);

/// The wait before a mail of unknown fate is sent again: long enough for a relay that took it to
/// be seen to have taken it, short enough for somebody who waits for a link.
const UNCERTAIN_WAIT: Duration = Duration::from_mins(1);

/// What the decision needs to know of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MailRecord {
    /// Why it is written.
    pub(crate) kind: MailKind,
    /// Attempts that the recipient or the message itself had refused for now.
    pub(crate) attempts: u32,
    /// Attempts that ended by trouble of the relay, the network or our settings.
    pub(crate) interruptions: u32,
    /// Attempts of which nobody knows how they ended.
    pub(crate) uncertainties: u32,
    /// Time since the first attempt.
    pub(crate) since_first: Duration,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The relay answered the final dot with 2xx.
    Accepted(Reply),
    /// The relay refused.
    Refused(Phase, Reply),
    /// The connection broke, or an answer did not come in time.
    Lost(Phase, String),
    /// No relay can carry it as it is: the address needs SMTPUTF8, the text cannot be made.
    Unsendable(String),
    /// The text could not be made: a template of the office's own is broken. Every mail of the kind
    /// waits until it is mended.
    Unwritable(String),
    /// Not tried, because the link inside no longer works.
    TooLate,
    /// Not tried, because something else stood in the way (the relay is paused, we are stopping).
    NotTried,
}

impl Outcome {
    /// How far it came and what was said, for the log of attempts; nothing if nothing was tried.
    pub(crate) fn told(&self) -> Option<(Option<Phase>, String)> {
        match self {
            Self::Accepted(reply) => Some((Some(Phase::Dot), reply.to_string())),
            Self::Refused(phase, reply) => Some((Some(*phase), reply.to_string())),
            Self::Lost(phase, reason) => Some((Some(*phase), reason.clone())),
            Self::Unsendable(reason) | Self::Unwritable(reason) => Some((None, reason.clone())),
            Self::TooLate => Some((None, "its link would no longer have worked".to_owned())),
            Self::NotTried => None,
        }
    }
}

/// Trouble that concerns every mail, and for which the relay is paused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RelayTrouble {
    /// What happened, for the operator.
    pub(crate) reason: String,
    /// How long the relay asks us to wait.
    pub(crate) asked: Option<Duration>,
}

/// What becomes of the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The next state.
    pub(crate) state: MailState,
    /// When to try again; `None` is never, unless a person asks.
    pub(crate) again_in: Option<Duration>,
    /// The record after the attempt.
    pub(crate) record: MailRecord,
    /// Whether the relay must be paused.
    pub(crate) trouble: Option<RelayTrouble>,
}

/// Decides. `random` lies in `0.0..1.0` and scatters the next attempt.
pub(crate) fn decide(
    record: MailRecord,
    outcome: &Outcome,
    schedule: RetrySchedule,
    random: f64,
) -> Decision {
    match outcome {
        Outcome::Accepted(reply) if reply.is_success() => ended(MailState::Sent, record),
        Outcome::Accepted(reply) | Outcome::Refused(_, reply) if reply.is_success() => interrupted(
            record,
            "the relay answered out of turn".into(),
            None,
            random,
        ),
        Outcome::Accepted(reply) => refused(record, Phase::Dot, reply, schedule, random),
        Outcome::Refused(phase, reply) => refused(record, *phase, reply, schedule, random),
        Outcome::Lost(Phase::Dot, reason) => uncertain(record, reason),
        Outcome::Lost(phase, reason) => {
            let reason = format!("{} ({})", reason, phase.word());
            interrupted(record, reason, None, random)
        }
        Outcome::Unsendable(_) => ended(MailState::Failed, record),
        Outcome::Unwritable(reason) => Decision {
            trouble: None,
            ..interrupted(record, reason.clone(), None, random)
        },
        Outcome::TooLate => ended(MailState::Superseded, record),
        Outcome::NotTried => Decision {
            state: MailState::Ready,
            again_in: Some(Duration::ZERO),
            record,
            trouble: None,
        },
    }
}

const fn ended(state: MailState, record: MailRecord) -> Decision {
    Decision {
        state,
        again_in: None,
        record,
        trouble: None,
    }
}

fn refused(
    mut record: MailRecord,
    phase: Phase,
    reply: &Reply,
    schedule: RetrySchedule,
    random: f64,
) -> Decision {
    let verdict = classify(phase, reply);
    if matches!(verdict.blame, Blame::Relay | Blame::Configuration) {
        return interrupted(record, reply.to_string(), verdict.asked, random);
    }
    record.attempts += 1;
    let again_in = (!verdict.permanent)
        .then(|| schedule.next(record.attempts, record.since_first, verdict.asked, random))
        .flatten();
    Decision {
        state: if again_in.is_some() {
            MailState::Deferred
        } else {
            MailState::Failed
        },
        again_in,
        record,
        trouble: None,
    }
}

/// Trouble that is not the recipient's: uses up no attempt and never gives up. The mail still
/// waits longer each time, so that one mail that upsets the relay does not stand before all others.
fn interrupted(
    mut record: MailRecord,
    reason: String,
    asked: Option<Duration>,
    random: f64,
) -> Decision {
    record.interruptions += 1;
    let again_in = if record.interruptions == 1 {
        Duration::ZERO
    } else {
        wait(record.interruptions - 1, random).min(LONGEST_INTERRUPTION)
    };
    Decision {
        state: MailState::Deferred,
        again_in: Some(again_in),
        record,
        trouble: Some(RelayTrouble { reason, asked }),
    }
}

fn uncertain(mut record: MailRecord, reason: &str) -> Decision {
    record.uncertainties += 1;
    let again = record.kind.is_sent_again_when_uncertain() && record.uncertainties == 1;
    Decision {
        state: MailState::Uncertain,
        again_in: again.then_some(UNCERTAIN_WAIT),
        record,
        trouble: Some(RelayTrouble {
            reason: format!("{reason} (after the final dot)"),
            asked: None,
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRESH: MailRecord = MailRecord {
        kind: MailKind::Confirmation,
        attempts: 0,
        interruptions: 0,
        uncertainties: 0,
        since_first: Duration::ZERO,
    };

    fn reply(code: u16) -> Reply {
        Reply {
            code,
            enhanced: None,
            text: String::new(),
        }
    }

    fn after(record: MailRecord, outcome: &Outcome) -> Decision {
        decide(record, outcome, RetrySchedule::default(), 0.5)
    }

    #[test]
    fn only_2xx_to_the_final_dot_is_sent() {
        for code in [200, 250, 252] {
            let decision = after(FRESH, &Outcome::Accepted(reply(code)));
            assert_eq!(decision.state, MailState::Sent);
        }
        for code in [354, 334, 421, 451, 550, 554] {
            let decision = after(FRESH, &Outcome::Accepted(reply(code)));
            assert_ne!(decision.state, MailState::Sent, "{code}");
        }
    }

    #[test]
    fn a_mail_of_unknown_fate_is_sent_again_once() {
        let lost = Outcome::Lost(Phase::Dot, "connection closed".into());
        let first = after(FRESH, &lost);
        assert_eq!(first.state, MailState::Uncertain);
        assert_eq!(first.again_in, Some(UNCERTAIN_WAIT));
        let second = after(first.record, &lost);
        assert_eq!(
            (second.state, second.again_in),
            (MailState::Uncertain, None)
        );
    }

    #[test]
    fn what_is_not_the_recipients_fault_uses_up_no_attempt() {
        let mut record = FRESH;
        for outcome in [
            Outcome::Refused(Phase::Connect, reply(421)),
            Outcome::Refused(Phase::Auth, reply(535)),
            Outcome::Refused(Phase::Mail, reply(530)),
            Outcome::Lost(Phase::Connect, "connection refused".into()),
            Outcome::Lost(Phase::Body, "connection closed".into()),
        ] {
            let decision = after(record, &outcome);
            assert_eq!(decision.state, MailState::Deferred, "{outcome:?}");
            assert!(decision.trouble.is_some(), "{outcome:?}");
            assert!(decision.again_in.is_some(), "{outcome:?}");
            record = decision.record;
        }
        assert_eq!((record.attempts, record.interruptions), (0, 5));
    }

    #[test]
    fn a_refused_recipient_fails_at_once_or_after_days() {
        let permanent = after(FRESH, &Outcome::Refused(Phase::Recipient, reply(550)));
        assert_eq!(permanent.state, MailState::Failed);
        let transient = Outcome::Refused(Phase::Recipient, reply(450));
        let first = after(FRESH, &transient);
        assert_eq!(
            (first.state, first.record.attempts),
            (MailState::Deferred, 1)
        );
        let late = MailRecord {
            since_first: Duration::from_hours(5 * 24),
            ..FRESH
        };
        assert_eq!(after(late, &transient).state, MailState::Failed);
    }

    fn any_outcome() -> impl Strategy<Value = Outcome> {
        let phase = (0..Phase::ALL.len()).prop_map(|at| Phase::ALL[at]);
        prop_oneof![
            (200_u16..600).prop_map(|code| Outcome::Accepted(reply(code))),
            (phase.clone(), 200_u16..600)
                .prop_map(|(phase, code)| Outcome::Refused(phase, reply(code))),
            phase.prop_map(|phase| Outcome::Lost(phase, "lost".into())),
            Just(Outcome::Unsendable("no".into())),
            Just(Outcome::Unwritable("no".into())),
            Just(Outcome::TooLate),
            Just(Outcome::NotTried),
        ]
    }

    proptest! {
        #[test]
        fn every_outcome_leaves_the_mail_ended_or_due(
            outcomes in prop::collection::vec(any_outcome(), 1..40),
            random in 0.0..1.0_f64,
        ) {
            let mut record = FRESH;
            for outcome in outcomes {
                let decision = decide(record, &outcome, RetrySchedule::default(), random);
                match decision.state {
                    MailState::Ready | MailState::Deferred => {
                        prop_assert!(decision.again_in.is_some());
                    }
                    MailState::Uncertain => {
                        prop_assert_eq!(decision.again_in.is_some(), decision.record.uncertainties == 1);
                    }
                    MailState::Sent | MailState::Failed | MailState::Superseded => {
                        prop_assert!(decision.again_in.is_none());
                    }
                    MailState::Claimed | MailState::HandedOver => prop_assert!(false, "not an end"),
                }
                let blamed = decision.record.attempts > record.attempts;
                prop_assert!(!(blamed && decision.trouble.is_some()));
                record = decision.record;
            }
        }
    }
}
