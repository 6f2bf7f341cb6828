//! What a relay offers in its answer to EHLO (RFC 5321, 4.1.1.1).

/// The extensions that we use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one extension, offered or not"
)]
pub struct Capabilities {
    /// Commands may be sent before their replies are read (RFC 2920).
    pub pipelining: bool,
    /// Eight-bit bodies (RFC 6152).
    pub eight_bit: bool,
    /// Addresses in other scripts (RFC 6531).
    pub smtputf8: bool,
    /// TLS on this connection (RFC 3207).
    pub starttls: bool,
    /// Login by PLAIN (RFC 4616).
    pub auth_plain: bool,
    /// Login by LOGIN, which old relays have alone.
    pub auth_login: bool,
    /// Largest message in bytes, if the relay says so (RFC 1870).
    pub size: Option<u64>,
    /// Whether the relay wants to be told the size.
    pub wants_size: bool,
}

impl Capabilities {
    /// Reads the lines of the answer; the first is the greeting and says nothing.
    pub(crate) fn parse(lines: &[String]) -> Self {
        let mut offered = Self::default();
        for line in lines.iter().skip(1) {
            // Old relays write "AUTH=LOGIN PLAIN".
            let line = line.to_ascii_uppercase().replacen("AUTH=", "AUTH ", 1);
            let mut words = line.split_ascii_whitespace();
            match words.next().unwrap_or_default() {
                "PIPELINING" => offered.pipelining = true,
                "8BITMIME" => offered.eight_bit = true,
                "SMTPUTF8" => offered.smtputf8 = true,
                "STARTTLS" => offered.starttls = true,
                "SIZE" => {
                    offered.wants_size = true;
                    let limit = words.next().and_then(|size| size.parse().ok());
                    offered.size = limit.filter(|&size| size > 0);
                }
                "AUTH" => words.for_each(|mechanism| match mechanism {
                    "PLAIN" => offered.auth_plain = true,
                    "LOGIN" => offered.auth_login = true,
                    _ => {}
                }),
                _ => {}
            }
        }
        offered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_read() {
        let lines = [
            "mx.example.org PIPELINING",
            "size 1000",
            "8BITMIME",
            "AUTH=LOGIN",
            "AUTH PLAIN XOAUTH2",
        ];
        let offered = Capabilities::parse(&lines.map(str::to_owned));
        assert!(!offered.pipelining, "the greeting is not an offer");
        assert!(offered.eight_bit && offered.auth_login && offered.auth_plain);
        assert_eq!((offered.size, offered.wants_size), (Some(1000), true));
        assert!(!offered.starttls && !offered.smtputf8);
    }
}
