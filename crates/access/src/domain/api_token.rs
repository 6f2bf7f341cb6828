//! Tokens of programs: `kontor_` and 49 letters and digits. The beginning lets scanners find one that
//! somebody has published; the last six are a checksum, so that they find no others and a mistyped one
//! is refused without asking the database.

use super::secret::{Hash, Secret, sha256};

/// What every token begins with.
pub const API_TOKEN_PREFIX: &str = "kontor_";
/// Digits of 256 bits in base 62.
const RANDOM: usize = 43;
/// Digits of 32 bits in base 62.
const CHECK: usize = 6;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A token of 256 random bits.
pub(crate) fn new(random: [u8; 32]) -> Secret {
    let random = base62(&random, RANDOM);
    let check = check(&random);
    Secret::of_text(format!("{API_TOKEN_PREFIX}{random}{check}"))
}

/// The hash of what came with a request, if it can be a token of ours.
pub(crate) fn hash_of(text: &str) -> Option<Hash> {
    let rest = text.strip_prefix(API_TOKEN_PREFIX)?;
    if rest.len() != RANDOM + CHECK || !rest.is_ascii() {
        return None;
    }
    let (random, digits) = rest.split_at(RANDOM);
    (check(random) == digits).then(|| sha256(&[text.as_bytes()]))
}

fn check(random: &str) -> String {
    let hash = sha256(&[API_TOKEN_PREFIX.as_bytes(), random.as_bytes()]);
    base62(&hash[..4], CHECK)
}

/// A number in base 62 with a fixed count of digits, by long division.
fn base62(number: &[u8], digits: usize) -> String {
    let mut number = number.to_vec();
    let mut text: Vec<u8> = (0..digits)
        .map(|_| {
            let mut rest = 0_usize;
            for byte in &mut number {
                let value = rest * 256 + usize::from(*byte);
                // Below 256 always, for the rest is below 62.
                *byte = u8::try_from(value / 62).unwrap_or(u8::MAX);
                rest = value % 62;
            }
            ALPHABET[rest]
        })
        .collect();
    text.reverse();
    text.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_base_62() {
        assert_eq!(base62(&[0, 0], 3), "000");
        assert_eq!(base62(&[0, 61], 3), "00z");
        assert_eq!(base62(&[0, 62], 3), "010");
        assert_eq!(base62(&[255; 4], CHECK), "4gfFC3");
        assert_eq!(base62(&[255; 32], RANDOM).len(), RANDOM);
    }

    #[test]
    fn a_token_has_the_shape_that_scanners_look_for() {
        let token = new([0xa5; 32]);
        let text = token.reveal();
        assert_eq!(text.len(), "kontor_".len() + 49);
        assert!(
            text.starts_with("kontor_") && text[7..].bytes().all(|b| b.is_ascii_alphanumeric())
        );
        assert_eq!(hash_of(text), Some(token.hash()));
    }

    #[test]
    fn a_mistyped_token_is_no_token() {
        let token = new([0xa5; 32]);
        let text = token.reveal();
        for at in 7..text.len() {
            let other = if text.as_bytes()[at] == b'x' {
                'y'
            } else {
                'x'
            };
            let mut wrong = text.to_owned();
            wrong.replace_range(at..=at, &other.to_string());
            assert_eq!(hash_of(&wrong), None, "{at}");
        }
        for strange in [
            "",
            "kontor_",
            &text[1..],
            &format!("{text}0"),
            &"é".repeat(28),
        ] {
            assert_eq!(hash_of(strange), None, "{strange}");
        }
    }
}
