//! Which passwords are taken. By NIST SP 800-63B (revision 4), 3.1.1.2: length is what counts, no rules
//! of composition, none that change with time, every character of every script, and what everybody
//! would guess first is refused.

use unicode_normalization::UnicodeNormalization;

/// Fewest characters: where the password may be the only factor, the standard asks for fifteen. Four
/// words are more.
pub const PASSWORD_MIN_CHARS: usize = 15;
/// Most characters. The standard asks for at least 64.
pub const PASSWORD_MAX_CHARS: usize = 256;
/// Characters that must be left when everything is taken away that anybody would guess.
const LEFT_MIN: usize = 8;
/// Words shorter than this are not looked for.
const WORD_MIN: usize = 4;

/// Words that passwords are made of everywhere, and rows of keyboards.
const WORDS: [&str; 16] = [
    "password",
    "passwort",
    "motdepasse",
    "kennwort",
    "geheim",
    "secret",
    "kontor",
    "admin",
    "willkommen",
    "welcome",
    "bienvenue",
    "qwertz",
    "qwerty",
    "azerty",
    "uiop",
    "asdfgh",
];

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPassword {
    /// Too short.
    #[error(
        "a password has at least {PASSWORD_MIN_CHARS} characters; four words are easy to keep in mind"
    )]
    TooShort,
    /// Too long.
    #[error("a password has at most {PASSWORD_MAX_CHARS} characters")]
    TooLong,
    /// Made of what everybody would try first.
    #[error(
        "this password is easy to guess: it repeats itself, or is made of your name or of common words"
    )]
    Guessable,
}

/// The form that is hashed: what keyboards write differently is the same password.
pub(crate) fn normalised(typed: &str) -> String {
    typed.nfkc().collect()
}

/// Checks a new password; `about` are the owner's name, address and office.
pub(crate) fn check(typed: &str, about: &[&str]) -> Result<String, InvalidPassword> {
    let password = normalised(typed);
    let chars = password.chars().count();
    if chars < PASSWORD_MIN_CHARS {
        return Err(InvalidPassword::TooShort);
    }
    if chars > PASSWORD_MAX_CHARS {
        return Err(InvalidPassword::TooLong);
    }
    if left(&password, about) < LEFT_MIN {
        return Err(InvalidPassword::Guessable);
    }
    Ok(password)
}

/// How many characters are left without known words and without those that follow from the one before
/// (`aaa`, `abc`, `321`).
fn left(password: &str, about: &[&str]) -> usize {
    let mut text = password.to_lowercase();
    let own = about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> = own
        .map(str::to_lowercase)
        .chain(WORDS.map(str::to_owned))
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words.iter().filter(|word| word.chars().count() >= WORD_MIN) {
        // A sign in its place, so that what was apart does not become a word.
        text = text.replace(word, "\u{0}");
    }
    let mut before: Option<char> = None;
    let mut seen: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| *c != '\u{0}') {
        let follows = before.is_some_and(|before| u32::from(before).abs_diff(u32::from(c)) <= 1);
        if !follows {
            seen.push(c);
        }
        before = Some(c);
    }
    // `abxabxabx` has nine characters and is one word.
    let period =
        (1..=seen.len()).find(|n| seen.iter().zip(seen.iter().skip(*n)).all(|(a, b)| a == b));
    period.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ABOUT: [&str; 2] = ["Anna von der Leyen", "anna.leyen@trade-office.example"];

    #[test]
    fn four_words_and_other_scripts_are_taken() {
        for good in [
            "correct horse battery staple",
            "Zug Mond Lampe Käse",
            "пароль из четырёх слов",
            "四つの言葉でできている長い秘密の文",
            "kR7!x2#pLq9$mZ4",
        ] {
            assert_eq!(check(good, &ABOUT), Ok(normalised(good)), "{good}");
        }
    }

    #[test]
    fn what_everybody_would_guess_is_not() {
        for bad in [
            "aaaaaaaaaaaaaaaaaaaa",
            "123456789012345678",
            "abcdefghijklmnopq",
            "PasswordPassword1",
            "Passwort12345678",
            "qwertzuiopasdfgh",
            "AnnaLeyen20262026",
            "anna.leyen@trade-office.example",
            "abx abx abx abx abx",
            "               ",
        ] {
            assert_eq!(check(bad, &ABOUT), Err(InvalidPassword::Guessable), "{bad}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("kR7!x2#pLq9$mZ", &[]), Err(InvalidPassword::TooShort));
        assert_eq!(
            check("日本語の長い秘密の文章です", &[]),
            Err(InvalidPassword::TooShort)
        );
        let long: String = ('a'..='z')
            .chain('A'..='Z')
            .cycle()
            .step_by(7)
            .take(257)
            .collect();
        assert_eq!(check(&long, &[]), Err(InvalidPassword::TooLong));
        assert!(check(&long[..256], &[]).is_ok());
    }

    #[test]
    fn what_keyboards_write_differently_is_the_same_password() {
        assert_eq!(normalised("mu\u{308}ller"), normalised("müller"));
        assert_eq!(normalised("ａｂｃ"), "abc");
    }

    proptest! {
        #[test]
        fn nothing_that_can_be_typed_breaks_the_check(typed in "\\PC{0,300}", name in "\\PC{0,40}") {
            let checked = check(&typed, &[&name]);
            let chars = normalised(&typed).chars().count();
            if checked.is_ok() {
                prop_assert!((PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).contains(&chars));
            }
        }
    }
}
