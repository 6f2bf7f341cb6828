//! The one place that says what becomes of a mail after an attempt.

use std::time::Duration;

use kontor_smtp::{Blame, Cause, Phase, Reply, SmtpError, classify};

use super::{MailState, RetrySchedule, Uncertain, retry::wait};

/// The longest wait after trouble that was not the recipient's.
const LONGEST_INTERRUPTION: Duration = Duration::from_hours(1);

/// The first wait after a refusal that names us; it doubles.
const FOR_US: Duration = Duration::from_secs(5);

/// The wait before a mail of unknown fate is sent again: long enough for a relay that took it to
/// be seen to have taken it, short enough for somebody who waits for a link.
const UNCERTAIN_WAIT: Duration = Duration::from_mins(1);

/// What the decision needs to know of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MailRecord {
    /// What follows an unknown end.
    pub(crate) uncertain: Uncertain,
    /// Attempts that the recipient or the message itself had refused for now.
    pub(crate) attempts: u32,
    /// Attempts that ended by trouble of the relay, the network or our settings.
    pub(crate) interruptions: u32,
    /// Attempts of which nobody knows how they ended.
    pub(crate) uncertainties: u32,
    /// Time since the first attempt.
    pub(crate) since_first: Duration,
}

/// What the relay answers to others, at the time it refuses one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// It takes some of them.
    Taken,
    /// It refuses all alike: the trouble is not this recipient's.
    RefusedAlike,
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
    /// Not tried, because nobody wants it any more, for this reason.
    Unwanted(&'static str),
    /// Not tried, because it is not its time yet: the reader's day has ended, say.
    TooEarly(Duration),
    /// Not tried, because something else stood in the way (the relay is paused, we are stopping).
    NotTried,
}

impl Outcome {
    /// How far it came and what was said, for the log of attempts; nothing if nothing was tried.
    pub(crate) fn logged(&self) -> Option<(Option<Phase>, String)> {
        match self {
            Self::Accepted(reply) => Some((Some(Phase::Dot), reply.to_string())),
            Self::Refused(phase, reply) => Some((Some(*phase), reply.to_string())),
            Self::Lost(phase, reason) => Some((Some(*phase), reason.clone())),
            Self::Unsendable(reason) | Self::Unwritable(reason) => Some((None, reason.clone())),
            Self::Unwanted(reason) => Some((None, (*reason).to_owned())),
            Self::TooEarly(_) | Self::NotTried => None,
        }
    }
}

impl From<SmtpError> for Outcome {
    fn from(error: SmtpError) -> Self {
        match error.cause {
            Cause::Refused(reply) => Self::Refused(error.phase, reply),
            Cause::Unsendable(reason) => Self::Unsendable(reason),
            cause => Self::Lost(error.phase, cause.to_string()),
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
    others: Others,
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
        Outcome::Refused(Phase::Recipient, _) if others == Others::RefusedAlike => {
            not_of_this_recipient(record, Duration::MAX)
        }
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
        Outcome::Unwanted(_) => ended(MailState::Superseded, record),
        Outcome::TooEarly(wait) => ready(*wait, record),
        Outcome::NotTried => ready(Duration::ZERO, record),
    }
}

const fn ready(wait: Duration, record: MailRecord) -> Decision {
    Decision {
        state: MailState::Ready,
        again_in: Some(wait),
        record,
        trouble: None,
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
    match verdict.blame {
        Blame::Relay | Blame::Configuration => {
            return interrupted(record, reason(phase, reply), verdict.asked, random);
        }
        Blame::Sender => return not_of_this_recipient(record, schedule.give_up_after),
        Blame::Recipient | Blame::Message => {}
    }
    record.attempts += 1;
    // A refusal by policy is asked once more: by then it is known whether all are refused.
    let by_policy = phase == Phase::Recipient && is_policy(reply);
    let last = verdict.permanent && !(by_policy && record.attempts == 1);
    let again_in = (!last)
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

/// Whether a refusal is not of the mailbox itself, so that others may get the same.
fn is_policy(reply: &Reply) -> bool {
    match reply.enhanced {
        Some(_) => !reply.is_of_the_mailbox(),
        None => reply.code == 554 || reply.own_words().to_ascii_lowercase().contains("relay"),
    }
}

/// The operator's words for a trouble of all mails. At the recipient, nothing but codes: the rest
/// may be a stranger's.
fn reason(phase: Phase, reply: &Reply) -> String {
    let words = reply.own_words();
    if phase >= Phase::Recipient || words.is_empty() {
        return format!("{} ({})", reply.codes(), phase.word());
    }
    format!("{} {words}", reply.codes())
}

/// The answer to this recipient is not of this recipient: it names us, or everybody gets it. It uses
/// up no attempt and pauses nothing, because strangers choose the recipients; each mail waits by
/// itself, longer each time.
fn not_of_this_recipient(mut record: MailRecord, give_up_after: Duration) -> Decision {
    record.interruptions = record.interruptions.saturating_add(1);
    let step = (record.interruptions - 1).min(16);
    let wait = FOR_US.saturating_mul(1 << step).min(LONGEST_INTERRUPTION);
    let again_in = (record.since_first.saturating_add(wait) <= give_up_after).then_some(wait);
    let state = match again_in {
        Some(_) => MailState::Deferred,
        None => MailState::Failed,
    };
    Decision {
        state,
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
    record.interruptions = record.interruptions.saturating_add(1);
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
    let again = record.uncertain == Uncertain::Again && record.uncertainties == 1;
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
        uncertain: Uncertain::Again,
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
        decide(
            record,
            outcome,
            Others::Taken,
            RetrySchedule::default(),
            0.5,
        )
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
    fn a_kind_that_is_worse_twice_than_never_is_left_to_a_person() {
        let record = MailRecord {
            uncertain: Uncertain::Leave,
            ..FRESH
        };
        let lost = Outcome::Lost(Phase::Dot, "connection closed".into());
        let decision = after(record, &lost);
        assert_eq!(
            (decision.state, decision.again_in),
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

    #[test]
    fn nobody_fails_while_the_relay_refuses_all_alike() {
        let refusal = Reply {
            code: 554,
            enhanced: Some((5, 7, 1)),
            text: "Relay access denied".to_owned(),
        };
        let refused = Outcome::Refused(Phase::Recipient, refusal);
        let schedule = RetrySchedule::default();
        let mut record = FRESH;
        for others in [Others::Taken, Others::RefusedAlike, Others::RefusedAlike] {
            let decision = decide(record, &refused, others, schedule, 0.5);
            assert_eq!(decision.state, MailState::Deferred);
            assert_eq!(decision.trouble, None, "strangers choose the recipients");
            record = decision.record;
        }
        let last = decide(record, &refused, Others::Taken, schedule, 0.5);
        assert_eq!(
            last.state,
            MailState::Failed,
            "others are taken, this one is not"
        );
    }

    #[test]
    fn a_refusal_that_names_us_uses_up_no_attempt_and_ends_after_days() {
        let refusal = Reply {
            code: 550,
            enhanced: Some((5, 7, 1)),
            text: "Client was not authenticated".to_owned(),
        };
        let refused = Outcome::Refused(Phase::Recipient, refusal);
        let first = after(FRESH, &refused);
        assert_eq!((first.state, first.trouble), (MailState::Deferred, None));
        assert_eq!(first.record.attempts, 0);
        assert_eq!(first.again_in, Some(FOR_US));
        let late = MailRecord {
            since_first: Duration::from_hours(5 * 24),
            ..FRESH
        };
        assert_eq!(after(late, &refused).state, MailState::Failed);
    }

    /// What a stranger chooses does not reach the operator's log.
    #[test]
    fn the_reason_of_a_trouble_names_nobody() {
        let reply = |text: &str| Reply {
            code: 421,
            enhanced: Some((4, 7, 0)),
            text: text.to_owned(),
        };
        for phase in Phase::ALL {
            let refusal = reply("4.7.0 <anna@example.org> anna@example.org: later");
            let outcome = Outcome::Refused(phase, refusal);
            let trouble = after(FRESH, &outcome).trouble.unwrap();
            assert!(!trouble.reason.contains("anna"), "{}", trouble.reason);
        }
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
            Just(Outcome::Unwanted("over")),
            Just(Outcome::NotTried),
            Just(Outcome::TooEarly(Duration::from_mins(5))),
        ]
    }

    proptest! {
        #[test]
        fn every_outcome_leaves_the_mail_ended_or_due(
            outcomes in prop::collection::vec(any_outcome(), 1..40),
            random in 0.0..1.0_f64,
            alike in any::<bool>(),
        ) {
            let others = if alike { Others::RefusedAlike } else { Others::Taken };
            let mut record = FRESH;
            for outcome in outcomes {
                let decision = decide(record, &outcome, others, RetrySchedule::default(), random);
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
