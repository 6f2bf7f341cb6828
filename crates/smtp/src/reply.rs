//! An answer of a relay, and which of its words are its own.

/// An answer of a relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The basic code, 200 to 599.
    pub code: u16,
    /// The enhanced status code (RFC 3463): class, subject, detail.
    pub enhanced: Option<(u8, u16, u16)>,
    /// The text, lines joined by a space.
    pub text: String,
}

impl Reply {
    /// Whether the command was done (2xx). 3xx is not a success.
    pub const fn is_success(&self) -> bool {
        self.code / 100 == 2
    }

    /// Whether the refusal is for good (5xx).
    pub const fn is_permanent(&self) -> bool {
        self.code / 100 == 5
    }

    /// Whether the enhanced code says that it is this mailbox: unknown, moved, closed, full (RFC 3463,
    /// 3.2 and 3.3; 1.7 and 1.8 are the sender's address).
    pub const fn is_of_the_mailbox(&self) -> bool {
        matches!(self.enhanced, Some((_, 1, detail)) if !matches!(detail, 7 | 8))
            || matches!(self.enhanced, Some((_, 2, _)))
    }

    /// The codes alone, which nobody but the relay chooses.
    pub fn codes(&self) -> String {
        let enhanced = self
            .enhanced
            .map(|(class, subject, detail)| format!(" {class}.{subject}.{detail}"));
        format!("{}{}", self.code, enhanced.unwrap_or_default())
    }

    /// The relay's own words: without what it quotes, which a stranger may have chosen (an address
    /// is in angle brackets, in quotes, or a word with an @).
    pub fn own_words(&self) -> String {
        own_words(&self.text)
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some((class, subject, detail)) = self.enhanced {
            write!(f, " {class}.{subject}.{detail}")?;
        }
        if !self.text.is_empty() {
            write!(f, " {}", self.text)?;
        }
        Ok(())
    }
}

/// A text without what it quotes.
fn own_words(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    let mut closing = None;
    for c in text.chars() {
        match (closing, c) {
            (Some(end), c) if c == end => closing = None,
            (Some(_), _) => {}
            (None, '<') => closing = Some('>'),
            (None, '"') => closing = Some('"'),
            (None, c) => own.push(c),
        }
    }
    let words = own.split_whitespace().filter(|word| !word.contains('@'));
    words.collect::<Vec<_>>().join(" ")
}
