//! The transparency rule of DATA (RFC 5321, 4.5.2), and the refusal of what relays read in two
//! ways: a bare CR or LF can end a message for one server and not for the next ("SMTP smuggling").

/// A message with a CR or LF that does not belong to a CRLF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message has a bare line break at byte {0}")]
pub struct BareLineBreak(pub usize);

/// A message as it travels after DATA, without the final dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuffed(Vec<u8>);

impl Stuffed {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Makes a message ready for DATA: each line that begins with a dot has another one before it, and
/// the last line is ended.
///
/// # Errors
/// [`BareLineBreak`] if a CR or LF stands alone.
pub fn dot_stuffed(message: &[u8]) -> Result<Stuffed, BareLineBreak> {
    let mut wire = Vec::with_capacity(message.len() + message.len() / 64 + 2);
    let mut line_begins = true;
    let mut before = 0_u8;
    for (at, &byte) in message.iter().enumerate() {
        if (byte == b'\n') != (before == b'\r') {
            return Err(BareLineBreak(at));
        }
        if line_begins && byte == b'.' {
            wire.push(b'.');
        }
        wire.push(byte);
        line_begins = byte == b'\n';
        before = byte;
    }
    if before == b'\r' {
        return Err(BareLineBreak(message.len() - 1));
    }
    if !line_begins {
        wire.extend_from_slice(b"\r\n");
    }
    Ok(Stuffed(wire))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a server does (RFC 5321, 4.5.2): reads lines until a lone dot, removes leading dots.
    fn received(wire: &[u8]) -> Option<Vec<u8>> {
        let text = [wire, b".\r\n"].concat();
        let mut message = Vec::new();
        let mut rest = text.as_slice();
        loop {
            let end = rest.windows(2).position(|pair| pair == b"\r\n")? + 2;
            let (line, after) = rest.split_at(end);
            if line == b".\r\n" {
                return after.is_empty().then_some(message);
            }
            message.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
            rest = after;
        }
    }

    proptest! {
        #[test]
        fn what_is_sent_is_what_is_received(
            lines in prop::collection::vec("[.a-z]{0,6}", 0..20),
        ) {
            let message = lines.join("\r\n") + "\r\n";
            let wire = dot_stuffed(message.as_bytes()).unwrap();
            prop_assert_eq!(received(wire.as_bytes()), Some(message.into_bytes()));
        }

        #[test]
        fn no_bytes_can_end_the_message_early(message in "[.\r\na]{0,40}") {
            if let Ok(wire) = dot_stuffed(message.as_bytes()) {
                let got = received(wire.as_bytes());
                let ended = message.is_empty() || message.ends_with("\r\n");
                let whole = if ended { message } else { message + "\r\n" };
                prop_assert_eq!(got, Some(whole.into_bytes()));
            }
        }
    }

    #[test]
    fn bare_line_breaks_are_refused() {
        for (message, at) in [
            ("a\nb", 1),
            ("a\rb", 2),
            ("a\r", 1),
            ("\n", 0),
            ("a\r\r\n", 2),
        ] {
            assert_eq!(
                dot_stuffed(message.as_bytes()),
                Err(BareLineBreak(at)),
                "{message:?}"
            );
        }
    }
}
