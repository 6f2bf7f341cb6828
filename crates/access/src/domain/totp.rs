//! Time-based one-time passwords (RFC 6238 over RFC 4226): SHA-1, six digits, thirty seconds, which is
//! what every authenticator understands. Forty lines, so no crate for them.

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;

use super::base32;

/// Bytes of a secret, as long as SHA-1 (RFC 4226, 4, requirement 6).
pub(crate) const SECRET_BYTES: usize = 20;
/// Length of a step in milliseconds.
pub(crate) const STEP_MS: i64 = 30_000;
/// Steps before and after now that are taken: clocks differ, and typing takes time (RFC 6238, 5.2).
const WINDOW: i64 = 1;
const DIGITS: usize = 6;

/// The step whose code was typed, if it is one of about now and after the last one that was used: a
/// code that somebody saw over a shoulder is worth nothing afterwards.
pub(crate) fn accepted(secret: &[u8], typed: &str, now_ms: i64, last_step: i64) -> Option<i64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let now = now_ms.div_euclid(STEP_MS);
    let fresh = (now - WINDOW..=now + WINDOW).filter(|step| *step > last_step);
    // All are computed, so that the time taken says nothing.
    let fitting = fresh.filter(|step| code(secret, *step) == digits);
    fitting.fold(None, |found, step| found.or(Some(step)))
}

/// The code of a step.
pub(crate) fn code(secret: &[u8], step: i64) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("a key of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    // Dynamic truncation (RFC 4226, 5.3): the last four bits say where the 31 bits begin.
    let at = usize::from(hash[hash.len() - 1] & 15);
    let bits = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    format!("{:0DIGITS$}", u32::from_be_bytes(bits) % 1_000_000)
}

/// What an authenticator reads as a QR code or by a tap
/// (github.com/google/google-authenticator/wiki/Key-Uri-Format).
pub(crate) fn uri(secret: &[u8], issuer: &str, account: &str) -> String {
    let [issuer, account] =
        [issuer, account].map(|text| utf8_percent_encode(text, NON_ALPHANUMERIC));
    let secret = base32::encode(secret);
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the standard's examples.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_examples_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SECRET, seconds / 30), expected);
            assert_eq!(
                accepted(SECRET, expected, seconds * 1_000, 0),
                Some(seconds / 30)
            );
        }
    }

    #[test]
    fn a_code_of_about_now_is_taken_and_no_other() {
        let now = 1_000_000;
        let step = now / STEP_MS;
        for (of, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let typed = code(SECRET, step + of);
            assert_eq!(accepted(SECRET, &typed, now, 0).is_some(), taken, "{of}");
        }
        let spaced = format!(" {} {}", &code(SECRET, step)[..3], &code(SECRET, step)[3..]);
        assert_eq!(accepted(SECRET, &spaced, now, 0), Some(step));
        for strange in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(accepted(SECRET, strange, now, 0), None, "{strange}");
        }
    }

    #[test]
    fn a_step_and_those_before_it_are_taken_once() {
        let now = 1_000_000;
        let step = now / STEP_MS;
        assert_eq!(accepted(SECRET, &code(SECRET, step), now, step), None);
        assert_eq!(accepted(SECRET, &code(SECRET, step - 1), now, step), None);
        assert_eq!(
            accepted(SECRET, &code(SECRET, step + 1), now, step),
            Some(step + 1)
        );
    }

    #[test]
    fn the_address_for_authenticators_is_escaped() {
        assert_eq!(
            uri(b"foobar", "Büro & Co", "anna@example.org"),
            "otpauth://totp/B%C3%BCro%20%26%20Co:anna%40example%2Eorg?secret=MZXW6YTBOI&issuer=B%C3%BCro%20%26%20Co"
        );
    }
}
