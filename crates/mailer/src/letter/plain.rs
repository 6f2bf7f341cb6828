//! The text part: the same source, as a person would type it.

use pulldown_cmark::{Event, Tag, TagEnd};

use kontor_contracts::Language;

use super::markdown;

/// Lines are broken before this column, as RFC 5322, 2.1.1 recommends.
const COLUMN: usize = 76;

/// Renders a source in a language, with lines broken.
pub(super) fn render(source: &str, language: &Language) -> String {
    let unbroken = unwrapped(source, language);
    let mut text = String::with_capacity(unbroken.len() + 64);
    for line in unbroken.lines() {
        break_line(line, &mut text);
    }
    text
}

/// Renders a source with each paragraph on one line.
pub(super) fn unwrapped(source: &str, language: &Language) -> String {
    let mut writer = Writer {
        // French has a space before it.
        colon: if language.primary() == "fr" {
            "\u{a0}:"
        } else {
            ":"
        },
        ..Writer::default()
    };
    for event in markdown::events(source) {
        writer.event(&event);
    }
    let mut text = writer.text.trim_end().to_owned();
    text.push('\n');
    text
}

#[derive(Default)]
struct Writer {
    text: String,
    colon: &'static str,
    links: Vec<(String, usize)>,
    depth: usize,
    /// The words above the columns of a table, and which column comes next.
    columns: Vec<String>,
    column: usize,
    begun: usize,
    in_head: bool,
}

impl Writer {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(*end),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text.push_str(text);
            }
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => self.block("----------"),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Item => {
                self.end_line();
                self.text.push_str("- ");
            }
            Tag::List(_) => self.depth += 1,
            Tag::Table(_) => self.columns.clear(),
            Tag::TableHead | Tag::TableRow => {
                self.in_head = matches!(tag, Tag::TableHead);
                self.column = 0;
            }
            Tag::TableCell => self.start_cell(),
            Tag::Link { dest_url, .. } => {
                self.links.push((dest_url.to_string(), self.text.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::Heading(_) if self.depth == 0 => self.block(""),
            TagEnd::Item => self.end_line(),
            TagEnd::List(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.block("");
            }
            TagEnd::Link => self.end_link(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => self.block(""),
            _ => {}
        }
    }

    /// No line has room for three columns: each row is what it is about, and below, the other cells after
    /// the words above them.
    fn start_cell(&mut self) {
        if !self.in_head {
            self.end_line();
            if self.column > 0 {
                self.text.push_str("  ");
                self.text
                    .push_str(self.columns.get(self.column).map_or("", String::as_str));
                self.text.push_str(self.colon);
                self.text.push(' ');
            }
        }
        self.begun = self.text.len();
    }

    fn end_cell(&mut self) {
        if self.in_head {
            self.columns.push(self.text.split_off(self.begun));
        }
        self.column += 1;
    }

    /// The address follows its words, on a line of its own so that no program breaks it.
    fn end_link(&mut self) {
        let Some((url, begun)) = self.links.pop() else {
            return;
        };
        if self.text[begun..] != url {
            self.text.push_str(self.colon);
            self.text.push('\n');
            self.text.push_str(&url);
        }
    }

    fn block(&mut self, text: &str) {
        self.text.push_str(text);
        self.end_line();
        self.text.push('\n');
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

fn break_line(line: &str, text: &mut String) {
    // What stands before the first word, and before the lines that follow.
    let (lead, indent) = match line {
        _ if line.starts_with("- ") => ("", "  "),
        _ if line.starts_with("  ") => ("  ", "    "),
        _ => ("", ""),
    };
    let line = &line[lead.len()..];
    let most = COLUMN - lead.len();
    text.push_str(lead);
    let spaces = line.match_indices(' ').map(|(at, _)| at);
    let breaks = spaces.filter(|at| !is_within_a_number(line, *at));
    let (mut column, mut begun) = (0, 0);
    for end in breaks.chain([line.len()]) {
        let word = &line[begun..end];
        begun = end + 1;
        let length = word.chars().count();
        if column > 0 && column + 1 + length > most {
            text.push('\n');
            text.push_str(indent);
            column = indent.len() - lead.len();
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
}

/// Whether the space at `at` stands within a telephone number: broken over two lines, no program would
/// know it as one.
fn is_within_a_number(line: &str, at: usize) -> bool {
    let is_part = |word: &str| {
        let mut letters = word.bytes();
        !word.is_empty() && letters.all(|c| c.is_ascii_digit() || b"+-/().".contains(&c))
    };
    let before = line[..at].rsplit(' ').next();
    let after = line[at + 1..].split([' ', ',']).next();
    before.is_some_and(is_part) && after.is_some_and(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_reads_like_a_letter() {
        let source = "# Title\n\nHello *you*,\nhow are you?\n\n- **When:** today\n- **Where:** here\n\n[Confirm](https://example.org/c)\n\n---\nBye\n";
        let text = "Title\n\nHello you, how are you?\n\n- When: today\n- Where: here\n\nConfirm:\nhttps://example.org/c\n\n----------\n\nBye\n";
        assert_eq!(render(source, &Language::english()), text);
        let french = render("[Aller](https://a.example)", &"fr".parse().unwrap());
        assert_eq!(french, "Aller\u{a0}:\nhttps://a.example\n");
    }

    #[test]
    fn a_table_reads_row_by_row() {
        let source = "Before:\n\n| | Old | New |\n|---|---|---|\n| Room | 1 \\| 2 | 3 |\n| Time | 10 | 11 |\n\nBye\n";
        let text = "Before:\n\nRoom\n  Old: 1 | 2\n  New: 3\nTime\n  Old: 10\n  New: 11\n\nBye\n";
        assert_eq!(render(source, &Language::english()), text);
    }

    #[test]
    fn long_lines_are_broken_and_addresses_are_not() {
        let url = format!("https://example.org/{}", "x".repeat(100));
        let source = format!("{} [go]({url})", "word ".repeat(40));
        let text = render(&source, &Language::english());
        assert!(
            text.lines().all(|line| line.len() <= COLUMN || line == url),
            "{text}"
        );
        assert!(text.contains(&url));
    }

    #[test]
    fn the_words_of_a_link_end_as_their_language_writes_it() {
        let source = "[Go](https://example.org/c)";
        for (language, line) in [
            ("de", "Go:"),
            ("en", "Go:"),
            ("fr", "Go\u{a0}:"),
            ("fr-CA", "Go\u{a0}:"),
        ] {
            let text = render(source, &language.parse().unwrap());
            assert_eq!(text.lines().next(), Some(line), "{language}");
        }
    }

    #[test]
    fn a_telephone_number_stays_on_one_line() {
        for number in ["+49 511 0000 / 30", "+49 (0)40 000-000", "040 / 123 45 67"] {
            for before in 50..76 {
                let source = format!("{} {number}, or write to us.", "x".repeat(before));
                let text = render(&source, &Language::english());
                assert!(text.contains(number), "{before}: {text}");
                assert!(text.lines().all(|line| line.len() <= COLUMN), "{text}");
            }
        }
        // Numbers beside words are words.
        let text = render(
            &format!("{} 20457 Hamburg", "x".repeat(65)),
            &Language::english(),
        );
        assert!(text.ends_with("20457\nHamburg\n"), "{text}");
    }
}
