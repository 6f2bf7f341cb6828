//! Lines of iCalendar (RFC 5545, 3.1): escaped, and folded at 75 octets without cutting a
//! character in two.

use std::fmt::Write as _;

/// Longest line in octets, without its line break.
const OCTETS: usize = 75;

/// A text of iCalendar that is being written.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line as it is: the value needs no escaping (a date, a number, an address, a keyword).
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line whose value is a text (3.3.11).
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// Everything that was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                value.push('\\');
                value.push(c);
            }
            '\n' | '\r' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// A parameter's value in quotes (3.1), with RFC 6868 for what quotes cannot hold.
pub(super) fn quoted(text: &str) -> String {
    let mut value = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => value.push_str("^'"),
            '^' => value.push_str("^^"),
            '\n' => value.push_str("^n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value.push('"');
    value
}

/// `mailto:` and an address (RFC 6068): what is no plain letter of an address is percent-encoded.
pub(super) fn mailto(address: &str) -> String {
    let mut uri = String::from("mailto:");
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$'*+@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    proptest! {
        #[test]
        fn folding_loses_nothing_and_keeps_the_limit(text in "[ -~äß株🚂]{0,300}") {
            let mut lines = Lines::default();
            lines.raw("X", &text);
            let folded = lines.finish();
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= OCTETS));
            prop_assert_eq!(unfolded(&folded), format!("X:{text}\r\n"));
        }
    }

    #[test]
    fn values_are_escaped() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a,b;c\\d\r\nEND:VEVENT\n\u{7}e");
        assert_eq!(
            lines.finish(),
            "SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\\ne\r\n"
        );
        assert_eq!(quoted("A \"B\" ^ C"), "\"A ^'B^' ^^ C\"");
        assert_eq!(
            mailto("o'neil+x?@example.org"),
            "mailto:o'neil+x%3F@example.org"
        );
        assert_eq!(
            mailto("почта@example.org"),
            "mailto:%D0%BF%D0%BE%D1%87%D1%82%D0%B0@example.org"
        );
    }
}
