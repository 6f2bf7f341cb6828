//! The Markdown of our templates: what a value must look like so that it stays plain text, and the
//! one rule of our own about buttons.

use unicode_normalization::UnicodeNormalization;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Escapes what a person typed. Any ASCII punctuation may be escaped (`CommonMark` 0.31, 2.4), and
/// then means itself; line breaks become spaces, so that no value can begin a block of its own.
pub(crate) fn escaped(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len() + 8);
    for word in typed.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        for c in word.chars() {
            if c.is_ascii_punctuation() {
                text.push('\\');
            }
            text.push(c);
        }
    }
    text
}

/// The events of a source. One extension, tables: what else is not in `CommonMark` means itself.
pub(super) fn events(source: &str) -> Vec<Event<'_>> {
    Parser::new_ext(source, Options::ENABLE_TABLES).collect()
}

/// Whether the paragraph that begins at `at` is nothing but a link, which makes it a button.
pub(super) fn is_button(events: &[Event<'_>], at: usize) -> bool {
    let mut rest = events[at..].iter();
    matches!(rest.next(), Some(Event::Start(Tag::Paragraph)))
        && matches!(rest.next(), Some(Event::Start(Tag::Link { .. })))
        && matches!(
            rest.find(|event| matches!(event, Event::End(TagEnd::Link))),
            Some(Event::End(TagEnd::Link))
        )
        && matches!(rest.next(), Some(Event::End(TagEnd::Paragraph)))
}

/// Whether a name is more like an advertisement than a name: a link that mail programs would make
/// clickable although we did not. Such a name is not repeated to an address that is not proved.
pub(super) fn looks_like_link(name: &str) -> bool {
    // Full stops of other scripts and full-width letters become links as well (UTS #46).
    let name: String = name
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .replace('。', ".");
    let scheme = name.split(|c: char| c.is_whitespace()).any(|word| {
        let begins = |scheme: &&str| {
            word.trim_start_matches(['(', '<', '"'])
                .starts_with(*scheme)
        };
        ["http:", "https:", "tel:", "sms:", "mailto:"]
            .iter()
            .any(begins)
    });
    let numbers = name
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .any(|word| word.parse::<std::net::Ipv4Addr>().is_ok());
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let dotted = name.split_whitespace().any(|word| {
        let mut labels = word.trim_matches(|c: char| !c.is_alphanumeric()).split('.');
        let (first, last) = (labels.next().unwrap_or_default(), labels.next_back());
        !first.is_empty()
            && last.is_some_and(|last| last.chars().filter(|c| c.is_alphabetic()).count() >= 2)
    });
    dotted || scheme || numbers || digits > 5 || name.contains("://") || name.contains('@')
}

#[cfg(test)]
mod tests {
    use kontor_contracts::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::letter::{html, plain};

    const HOSTILE: [&str; 13] = [
        "*bold* _it_ **x**",
        "<script>alert(1)</script>",
        "[click](http://evil.example)",
        "<http://evil.example>",
        "![x](http://evil.example/x.png)",
        "a & b &amp; &#60;",
        "# heading",
        "1. list",
        "- list",
        "`code` ~~~",
        "a\n\n> quote",
        "\\*not\\*",
        "a | b\n---|---\n1 | 2",
    ];

    #[test]
    fn what_people_type_stays_text() {
        for typed in HOSTILE {
            let source = escaped(typed);
            let shown: String = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(
                plain::render(&source, &Language::english()).trim_end(),
                shown,
                "{typed}"
            );
            let page = html::body(&source, &crate::letter::samples::office());
            assert!(
                !page.contains("<a ") && !page.contains("<img") && !page.contains("<script"),
                "{page}"
            );
            assert!(
                !page.contains("<strong") && !page.contains("<h") && !page.contains("<li"),
                "{page}"
            );
        }
    }

    proptest! {
        #[test]
        fn anything_typed_is_shown_as_typed(typed in "[ -~äß株]{1,60}") {
            let shown: Vec<&str> = typed.split_whitespace().collect();
            let source = format!("Hello {},", escaped(&typed));
            prop_assert_eq!(
                plain::unwrapped(&source, &Language::english()),
                format!("Hello {},\n", shown.join(" "))
            );
        }
    }

    #[test]
    fn names_are_told_from_links() {
        for name in [
            "http://evil.example",
            "Win at evil.example now",
            "www.evil.example",
            "a@b.example",
            "evil。example",
            "evil．example",
            "1.2.3.4/1",
            "http:1.2.3.4",
            "tel:0900",
            "Call 0900 123456 now",
        ] {
            assert!(looks_like_link(name), "{name}");
        }
        for name in [
            "Dr. Anna Müller",
            "J.R.R. Tolkien",
            "O'Neil jun.",
            "株式会社",
            "von der Leyen",
            "St. Pierre",
        ] {
            assert!(!looks_like_link(name), "{name}");
        }
    }

    #[test]
    fn a_paragraph_of_one_link_is_a_button() {
        let events =
            events("[Confirm](https://example.org/c)\n\nSee [this](https://example.org).\n");
        assert!(is_button(&events, 0));
        let second = events
            .iter()
            .rposition(|e| matches!(e, Event::Start(Tag::Paragraph)));
        assert!(!is_button(&events, second.unwrap()));
    }
}
