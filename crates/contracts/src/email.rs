//! An e-mail address as a person typed it, checked so far that SMTP can carry it.

use std::{fmt, str::FromStr};

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    limits::{EMAIL_BYTES, EMAIL_LOCAL_BYTES},
    text::{is_invisible, trimmed},
};

/// Why a text is not an address that mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEmailAddress {
    /// There is no `@`, or nothing before or behind it.
    #[error("an address needs a name, an @ and a domain")]
    Incomplete,
    /// Longer than RFC 5321 allows (64 bytes before the `@`, 254 in all).
    #[error("the address is longer than mail allows")]
    TooLong,
    /// The part before the `@` is not a dot-atom (RFC 5322, 3.2.3; RFC 6531 for other scripts).
    #[error("the part before the @ has a character or a dot that mail does not carry")]
    LocalPart,
    /// The part after the `@` is not a domain name with at least one dot, or one that no mail reaches.
    #[error("the part after the @ is not a domain such as example.org")]
    Domain,
    /// A character inside that nobody sees, which a pasted text has brought along.
    #[error("the address has an invisible character in it; please type it by hand")]
    Invisible,
}

/// Top-level domains that no mail ever reaches (RFC 2606, RFC 6761).
const NOWHERE: [&str; 3] = ["invalid", "localhost", "test"];

/// Mail systems that ignore dots before the `@`, by domain; all are the first.
const DOTS_IGNORED: [&str; 2] = ["gmail.com", "googlemail.com"];

/// An e-mail address: `local@domain`, kept as typed but for what surrounds it unseen. Letters that
/// some keyboards and systems write in another form mean the same and become the same: decomposed ones
/// are composed (NFC), full-width ones, the full-width `＠` and the ideographic full stop are what was
/// meant (NFKC; UTS #46 for the domain).
///
/// The local part is a dot-atom; quoted local parts are refused because half of the mail systems
/// lose them (`"a b"@example.org` is a clear error at sign-up instead of a mail that never leaves).
/// Other scripts are allowed on both sides (RFC 6531); the sender turns the domain into A-labels.
///
/// `Debug` is masked (`s…@example.org`), so that an address cannot slip into a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the `@`, which alone may appear in logs.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The key under which two spellings count as one person: the part before the `@` in lower case,
    /// the domain in A-labels (RFC 5891). Local parts may differ by case in theory (RFC 5321, 2.4); no
    /// mailbox of today does.
    pub fn key(&self) -> String {
        format!("{}@{}", self.local().to_lowercase(), self.ascii_domain())
    }

    /// The mailbox that the address leads to, as far as can be known: without a tag (`+news`), and
    /// without dots where the mail system ignores them. For counting, never for telling people apart.
    pub fn mailbox(&self) -> String {
        let local = self.local().to_lowercase();
        let local = local.split('+').next().filter(|name| !name.is_empty());
        let local = local.unwrap_or_default();
        let domain = self.ascii_domain();
        if DOTS_IGNORED.contains(&domain.as_str()) {
            return format!("{}@{}", local.replace('.', ""), DOTS_IGNORED[0]);
        }
        format!("{local}@{domain}")
    }

    /// The domain that somebody has registered: one label below a suffix of the
    /// [Public Suffix List](https://publicsuffix.org). For counting.
    pub fn registered_domain(&self) -> String {
        let domain = self.ascii_domain();
        psl::domain_str(&domain).unwrap_or(&domain).to_owned()
    }

    /// The address in a text that holds more: `Anna Muster <anna@example.org>`,
    /// `mailto:anna@example.org`. To be proposed, not taken.
    pub fn found_in(text: &str) -> Option<Self> {
        let inner = text
            .rsplit_once('<')
            .and_then(|(_, rest)| rest.split('>').next());
        let candidate = inner.unwrap_or(text).trim();
        let scheme = candidate
            .get(..7)
            .filter(|s| s.eq_ignore_ascii_case("mailto:"));
        let candidate = scheme.map_or(candidate, |scheme| &candidate[scheme.len()..]);
        let candidate = candidate.split('?').next()?;
        candidate.parse().ok()
    }

    /// The domain in A-labels; every address has one, or it would not have been taken.
    fn ascii_domain(&self) -> String {
        ascii_domain(self.domain()).unwrap_or_else(|| self.domain().to_lowercase())
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmailAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = trimmed(text);
        if text.chars().any(is_invisible) {
            return Err(InvalidEmailAddress::Invisible);
        }
        let text = text.replace('＠', "@");
        let (local, domain) = text
            .rsplit_once('@')
            .ok_or(InvalidEmailAddress::Incomplete)?;
        if local.is_empty() || domain.is_empty() {
            return Err(InvalidEmailAddress::Incomplete);
        }
        if text.len() > EMAIL_BYTES {
            return Err(InvalidEmailAddress::TooLong);
        }
        let local: String = local.nfkc().collect();
        let domain = domain_as_meant(domain).ok_or(InvalidEmailAddress::Domain)?;
        let address = format!("{local}@{domain}");
        if address.len() > EMAIL_BYTES || local.len() > EMAIL_LOCAL_BYTES {
            return Err(InvalidEmailAddress::TooLong);
        }
        if !local.split('.').all(is_atom) {
            return Err(InvalidEmailAddress::LocalPart);
        }
        Ok(Self(address))
    }
}

/// The domain as typed, if that is a form of its own; else what UTS #46 reads in it.
fn domain_as_meant(typed: &str) -> Option<String> {
    let typed: String = typed.nfc().collect();
    let ascii = ascii_domain(&typed)?;
    if !is_domain(&ascii) {
        return None;
    }
    if typed.is_ascii() {
        return Some(typed);
    }
    let (unicode, read) =
        Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow);
    read.ok()?;
    if !unicode
        .chars()
        .all(|c| matches!(c, '.' | '-') || is_word_char(c))
    {
        return None;
    }
    Some(if unicode == typed.to_lowercase() {
        typed
    } else {
        unicode.into_owned()
    })
}

/// Hyphens in the third and fourth place are no fault in DNS; only labels that begin with `xn--` are
/// checked for what they stand for.
fn ascii_domain(domain: &str) -> Option<String> {
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::Allow,
        DnsLength::Verify,
    );
    ascii.ok().map(std::borrow::Cow::into_owned)
}

fn is_atom(atom: &str) -> bool {
    !atom.is_empty() && !atom.starts_with(is_combining_mark) && atom.chars().all(is_atom_char)
}

fn is_atom_char(c: char) -> bool {
    "!#$%&'*+-/=?^_`{|}~".contains(c) || is_word_char(c)
}

/// A letter or digit of any script, or a mark that belongs to one (vowel signs of India, accents that
/// no composed letter has).
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a name in A-labels is a domain that mail can reach.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    let is_number = top.bytes().all(|b| b.is_ascii_digit());
    domain.contains('.') && domain.split('.').all(label) && !is_number && !NOWHERE.contains(&top)
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.0.chars().next().unwrap_or_default();
        write!(f, "{first}…@{}", self.domain())
    }
}

impl Serialize for EmailAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for EmailAddress {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EmailAddress".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "E-mail address (RFC 5321; other scripts by RFC 6531).",
            "maxLength": EMAIL_BYTES,
            "pattern": "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mail_carries_are_kept_as_typed() {
        for typed in [
            "anna@example.org",
            "Anna.Müller+forum@müller-söhne.de",
            "почта@почта.рф",
            "o'neil@mail.example.co.uk",
        ] {
            assert_eq!(typed.parse::<EmailAddress>().unwrap().as_str(), typed);
        }
        assert_eq!(
            " anna@example.org "
                .parse::<EmailAddress>()
                .unwrap()
                .as_str(),
            "anna@example.org"
        );
    }

    #[test]
    fn addresses_that_smtp_cannot_carry_are_refused() {
        use InvalidEmailAddress::{Domain, Incomplete, LocalPart, TooLong};
        let long = format!("{}@example.org", "a".repeat(65));
        for (typed, why) in [
            ("anna", Incomplete),
            ("@example.org", Incomplete),
            ("anna@", Incomplete),
            ("\"a b\"@example.org", LocalPart),
            ("a..b@example.org", LocalPart),
            ("anna@example.org\r\nBcc: x@example.org", LocalPart),
            ("a\u{0}b@example.org", LocalPart),
            ("anna@localhost", Domain),
            ("anna@-example.org", Domain),
            ("anna@192.0.2.1", Domain),
            (long.as_str(), TooLong),
        ] {
            assert_eq!(typed.parse::<EmailAddress>(), Err(why), "{typed}");
        }
    }

    fn read(typed: &str) -> EmailAddress {
        typed
            .parse()
            .unwrap_or_else(|error| panic!("{typed:?}: {error}"))
    }

    #[test]
    fn what_keyboards_and_systems_write_differently_is_one_person() {
        for (typed, same) in [
            ("info@mu\u{308}ller.example", "info@müller.example"),
            ("mu\u{308}ller@example.org", "müller@example.org"),
            ("\u{200B}anna@example.org\u{FEFF}", "anna@example.org"),
            ("anna＠example.org", "anna@example.org"),
            ("anna@example。org", "anna@example.org"),
            ("ａｎｎａ@ｅxample.org", "anna@example.org"),
            ("mi\u{212A}e@kelvin.example", "mike@kelvin.example"),
            ("b@xn--mller-kva.example", "b@müller.example"),
            ("Anna@Example.ORG", "anna@example.org"),
        ] {
            assert_eq!(read(typed).key(), read(same).key(), "{typed}");
        }
        assert_eq!(read("anna＠example。org").as_str(), "anna@example.org");
    }

    #[test]
    fn addresses_of_every_script_are_taken() {
        for typed in [
            "संपर्क@डाटामेल.भारत",
            "संपर्क@example.org",
            "anna@हिन्दी.example",
            "অজয়@ডাটা.ভারত",
            "用户@例子.广告",
        ] {
            assert_eq!(read(typed).local(), typed.split('@').next().unwrap());
        }
        assert_eq!(read("x@ab--cd.example").as_str(), "x@ab--cd.example");
    }

    #[test]
    fn what_is_not_seen_and_what_no_mail_reaches_is_said() {
        use InvalidEmailAddress::{Domain, Invisible, LocalPart};
        for (typed, why) in [
            ("an\u{200B}na@example.org", Invisible),
            ("anna@exam\u{AD}ple.org", Invisible),
            ("anna@forum.test", Domain),
            ("anna@forum.localhost", Domain),
            ("anna@xn--a.example", Domain),
            ("\u{308}a@example.org", LocalPart),
        ] {
            assert_eq!(typed.parse::<EmailAddress>(), Err(why), "{typed:?}");
        }
    }

    #[test]
    fn tags_and_dots_lead_to_one_mailbox() {
        assert_eq!(read("Vic.tim+7@gmail.com").mailbox(), "victim@gmail.com");
        assert_eq!(read("victim@googlemail.com").mailbox(), "victim@gmail.com");
        assert_eq!(
            read("vic.tim+7@example.org").mailbox(),
            "vic.tim@example.org"
        );
        assert_ne!(read("a+1@example.org").key(), read("a+2@example.org").key());
    }

    #[test]
    fn whoever_owns_a_domain_owns_what_is_below_it() {
        for (typed, registered) in [
            ("a@x1.evil.example", "evil.example"),
            ("a@mail.example.co.uk", "example.co.uk"),
            ("a@x1.evl.de", "evl.de"),
            ("a@x1.y2.evl.de", "evl.de"),
            ("a@x.example.com.br", "example.com.br"),
            ("a@a.b.müller.ch", "xn--mller-kva.ch"),
            ("a@co.uk", "co.uk"),
        ] {
            assert_eq!(read(typed).registered_domain(), registered, "{typed}");
        }
    }

    #[test]
    fn an_address_is_found_in_what_was_pasted() {
        for pasted in [
            "Anna Muster <anna@example.org>",
            "mailto:anna@example.org",
            "MAILTO:anna@example.org?subject=x",
            "<mailto:anna@example.org>",
        ] {
            assert!(pasted.parse::<EmailAddress>().is_err(), "{pasted}");
            let found = EmailAddress::found_in(pasted).unwrap();
            assert_eq!(found.as_str(), "anna@example.org");
        }
        assert_eq!(EmailAddress::found_in("no address"), None);
    }

    #[test]
    fn debug_is_masked() {
        let address: EmailAddress = "secret.name@example.org".parse().unwrap();
        assert_eq!(format!("{address:?}"), "s…@example.org");
    }
}
