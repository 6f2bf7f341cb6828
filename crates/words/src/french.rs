//! French typography: a space that no line breaks at before `:` `;` `?` `!` and within « ». Nobody who
//! writes a text sees which space they typed, so it is put in when texts are read, the office's own included.

/// No line breaks here.
const SPACE: char = '\u{a0}';
/// Nor here; narrower, as the Imprimerie nationale has it before `;` `?` `!`.
const NARROW: char = '\u{202f}';

/// The text with the spaces that French wants. Where there is no space, none is put in: `10:30`.
pub(crate) fn typeset(text: &str) -> String {
    let mut set = String::with_capacity(text.len() + 64);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_opening = set.ends_with('«');
        set.push(match (letter, letters.peek()) {
            (' ', Some(':' | '»')) => SPACE,
            (' ', Some(';' | '?' | '!')) => NARROW,
            (' ', _) if is_opening => SPACE,
            _ => letter,
        });
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_begins_a_line() {
        assert_eq!(
            typeset("Prêt ? « Oui » : http://a.fr à 10:30 ; non !"),
            "Prêt\u{202f}? «\u{a0}Oui\u{a0}»\u{a0}: http://a.fr à 10:30\u{202f}; non\u{202f}!"
        );
    }
}
