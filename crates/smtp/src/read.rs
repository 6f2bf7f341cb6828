//! Reading replies (RFC 5321, 4.2): one or more lines with the same code, the last one marked by
//! a space.

use kontor_contracts::{is_control, is_invisible};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

use crate::{Cause, Reply};

/// Longest line of a reply in bytes. RFC 5321, 4.5.3.1.5 allows 512; some relays write more.
const LINE_BYTES: usize = 4_096;
/// Most lines of a reply.
const LINES: usize = 128;
/// Longest text that is kept of a reply, in characters.
const TEXT_CHARS: usize = 1_000;

/// Reads one reply, keeping its lines apart (EHLO needs them).
pub(crate) async fn read_lines<R>(stream: &mut R) -> Result<(u16, Vec<String>), Cause>
where
    R: AsyncBufRead + Unpin,
{
    let mut lines = Vec::new();
    let mut code = None;
    while lines.len() < LINES {
        let mut line = Vec::new();
        let limit = u64::try_from(LINE_BYTES + 1).unwrap_or(u64::MAX);
        let read = (&mut *stream)
            .take(limit)
            .read_until(b'\n', &mut line)
            .await?;
        if read == 0 {
            return Err(Cause::Closed);
        }
        if !line.ends_with(b"\n") {
            return Err(if read > LINE_BYTES {
                Cause::Protocol("a line of its reply is too long")
            } else {
                Cause::Closed
            });
        }
        let (this, last, text) =
            parse_line(&line).ok_or(Cause::Protocol("it did not send an SMTP reply"))?;
        if *code.get_or_insert(this) != this {
            return Err(Cause::Protocol("its reply has two codes"));
        }
        lines.push(text);
        if last {
            return Ok((this, lines));
        }
    }
    Err(Cause::Protocol("its reply has too many lines"))
}

/// Reads one reply.
pub(crate) async fn read<R>(stream: &mut R) -> Result<Reply, Cause>
where
    R: AsyncBufRead + Unpin,
{
    let (code, lines) = read_lines(stream).await?;
    Ok(joined(code, &lines))
}

/// The reply of its lines: the enhanced code is taken from the first, and removed from all.
pub(crate) fn joined(code: u16, lines: &[String]) -> Reply {
    let mut enhanced = None;
    let mut text = String::new();
    for line in lines {
        let rest = match enhanced_code(code, line) {
            Some((status, rest)) => {
                enhanced.get_or_insert(status);
                rest
            }
            None => line.as_str(),
        };
        if !text.is_empty() && !rest.is_empty() {
            text.push(' ');
        }
        text.push_str(rest);
    }
    if let Some((at, _)) = text.char_indices().nth(TEXT_CHARS) {
        text.truncate(at);
    }
    Reply {
        code,
        enhanced,
        text,
    }
}

/// `250-text`, `250 text` or `250`: the code, whether it is the last line, and the text without
/// control characters.
fn parse_line(line: &[u8]) -> Option<(u16, bool, String)> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (digits, rest) = line.split_at_checked(3)?;
    if !digits.iter().all(u8::is_ascii_digit) || !(b'2'..=b'5').contains(&digits[0]) {
        return None;
    }
    let code = digits
        .iter()
        .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    let (last, text) = match rest {
        [] => (true, rest),
        [b' ', text @ ..] => (true, text),
        [b'-', text @ ..] => (false, text),
        _ => return None,
    };
    let text = String::from_utf8_lossy(text);
    let unwanted = |c: char| is_control(c) || is_invisible(c);
    let text = text.chars().filter(|c| !unwanted(*c)).collect();
    Some((code, last, text))
}

/// `5.1.1 text` whose class is that of the code (RFC 2034, 4).
fn enhanced_code(code: u16, line: &str) -> Option<((u8, u16, u16), &str)> {
    let (status, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut parts = status.split('.');
    let mut number = || {
        let digits = parts.next()?;
        let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|_| plain)
    };
    let (class, subject, detail) = (number()?, number()?, number()?);
    if class != code / 100 || parts.next().is_some() {
        return None;
    }
    Some((
        (u8::try_from(class).ok()?, subject, detail),
        rest.trim_start(),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_text(text: &[u8]) -> Result<Reply, Cause> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let mut bytes = text;
        runtime.block_on(read(&mut bytes))
    }

    #[test]
    fn replies_are_read() {
        let reply = read_text(b"550-5.1.1 The mailbox\r\n550 5.1.1 does not exist\r\n").unwrap();
        assert_eq!((reply.code, reply.enhanced), (550, Some((5, 1, 1))));
        assert_eq!(reply.text, "The mailbox does not exist");
        let bare = read_text(b"250\r\n").unwrap();
        assert_eq!(
            (bare.code, bare.enhanced, bare.text.as_str()),
            (250, None, "")
        );
        let strange = read_text(b"250 2.0.0.1 queued\n").unwrap();
        assert_eq!(
            (strange.enhanced, strange.text.as_str()),
            (None, "2.0.0.1 queued")
        );
    }

    #[test]
    fn what_is_not_a_reply_is_refused() {
        for text in [
            &b"hello\r\n"[..],
            b"99 x\r\n",
            b"150 x\r\n",
            b"25\r\n",
            b"250_x\r\n",
            b"250-a\r\n251 b\r\n",
        ] {
            assert!(
                matches!(read_text(text), Err(Cause::Protocol(_))),
                "{text:?}"
            );
        }
        assert!(matches!(read_text(b""), Err(Cause::Closed)));
        assert!(matches!(read_text(b"250-a\r\n25"), Err(Cause::Closed)));
        let long = [b"250 ".as_slice(), &[b'x'; LINE_BYTES], b"\r\n"].concat();
        assert!(matches!(read_text(&long), Err(Cause::Protocol(_))));
        let many = b"250-x\r\n".repeat(LINES + 1);
        assert!(matches!(read_text(&many), Err(Cause::Protocol(_))));
    }

    #[test]
    fn a_reply_neither_turns_the_text_around_it_nor_hides_anything() {
        let hostile = "550 5.1.1 a\u{202e}b\u{2066}c\u{200b}d\u{e0041}e\u{1b}[2Jf\r\n";
        let reply = read_text(hostile.as_bytes()).unwrap();
        assert_eq!(reply.text, "abcde[2Jf");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(reply) = read_text(&bytes) {
                prop_assert!((200..600).contains(&reply.code));
                prop_assert!(!reply.text.contains(['\r', '\n']));
            }
        }

        #[test]
        fn a_written_reply_is_read_back(
            code in 200_u16..600,
            texts in prop::collection::vec("[a-zA-Z ]{1,30}[a-z]", 1..5),
        ) {
            let (last, before) = texts.split_last().unwrap();
            let mut wire = String::new();
            for text in before {
                wire += &[&code.to_string(), "-", text, "\r\n"].concat();
            }
            wire += &[&code.to_string(), " ", last, "\r\n"].concat();
            let reply = read_text(wire.as_bytes()).unwrap();
            prop_assert_eq!(reply.code, code);
            prop_assert_eq!(reply.text, texts.join(" "));
        }
    }
}
