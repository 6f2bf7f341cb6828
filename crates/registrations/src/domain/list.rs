//! A list of people that somebody has pasted: from a mail (`Name <address>`, one a line) or from a
//! spreadsheet (columns between tabs, semicolons or commas).

use kontor_contracts::{EmailAddress, Language};

use super::typed::TypedParticipant;

/// Words that head a column of names or addresses, in the languages of our forms.
const HEADS: [&str; 12] = [
    "name",
    "names",
    "first name",
    "e-mail",
    "email",
    "mail",
    "vorname",
    "nachname",
    "prénom",
    "nom",
    "courriel",
    "e-mail-adresse",
];

/// Everybody on the list, in its order. What is no address and no language is the name.
pub(crate) fn read_list(pasted: &str) -> Vec<TypedParticipant> {
    let lines = pasted
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let people = lines
        .enumerate()
        .filter(|(at, line)| *at > 0 || !is_head(line));
    people.map(|(_, line)| person(line)).collect()
}

fn is_head(line: &str) -> bool {
    let mut cells = line.split(['\t', ';', ',']);
    cells.any(|cell| HEADS.contains(&cell.trim().to_lowercase().as_str()))
}

fn person(line: &str) -> TypedParticipant {
    if let Some((name, rest)) = line.rsplit_once('<')
        && let Some(address) = rest.split('>').next().filter(|text| text.contains('@'))
    {
        return TypedParticipant {
            email: Some(address.trim().to_owned()),
            ..TypedParticipant::named(name.trim().trim_matches('"'))
        };
    }
    let mut person = TypedParticipant::default();
    let mut names = Vec::new();
    for cell in cells(line) {
        let cell = cell.trim().trim_matches('"').trim();
        if cell.contains('@') && person.email.is_none() {
            let found = EmailAddress::found_in(cell);
            let address = found.map_or_else(|| cell.to_owned(), |found| found.as_str().to_owned());
            person.email = Some(address);
        } else if is_language(cell) && person.language.is_none() && !names.is_empty() {
            person.language = Some(cell.to_lowercase());
        } else if !cell.is_empty() {
            names.push(cell);
        }
    }
    person.name = names.join(" ");
    person
}

/// The cells of a line; a comma parts them only where nothing better does.
fn cells(line: &str) -> Vec<&str> {
    let parted = ['\t', ';', ',']
        .into_iter()
        .find(|mark| line.contains(*mark));
    if let Some(mark) = parted {
        return line.split(mark).collect();
    }
    // `Li Wei li@example.org`
    match line.rsplit_once(char::is_whitespace) {
        Some((name, last)) if last.contains('@') => vec![name, last],
        _ => vec![line],
    }
}

/// A language as a column of a spreadsheet says it: two letters, not written like a name (`Li`).
fn is_language(cell: &str) -> bool {
    let is_code = cell.len() == 2 && cell.is_ascii();
    let is_name = cell != cell.to_lowercase() && cell != cell.to_uppercase();
    is_code && !is_name && cell.parse::<Language>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pasted: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let people = read_list(pasted).into_iter();
        people
            .map(|one| (one.name, one.email, one.language))
            .collect()
    }

    fn one(
        name: &str,
        email: Option<&str>,
        language: Option<&str>,
    ) -> Vec<(String, Option<String>, Option<String>)> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        vec![(name.to_owned(), owned(email), owned(language))]
    }

    #[test]
    fn every_way_of_writing_a_person_is_read() {
        let li = Some("li@example.org");
        let cases = [
            ("Li Wei <li@example.org>", "Li Wei", li, None),
            ("\"Wei, Li\" <li@example.org>;", "Wei, Li", li, None),
            ("Li Wei\tli@example.org\tZH", "Li Wei", li, Some("zh")),
            ("Li;Wei;li@example.org", "Li Wei", li, None),
            ("li@example.org,Li Wei", "Li Wei", li, None),
            ("Li Wei mailto:li@example.org", "Li Wei", li, None),
            ("Li Wei", "Li Wei", None, None),
            ("li@example.org", "", li, None),
            ("Li Wei; li@", "Li Wei", Some("li@"), None),
            ("Wei; Li; li@example.org", "Wei Li", li, None),
        ];
        for (line, name, email, language) in cases {
            assert_eq!(read(line), one(name, email, language), "{line}");
        }
    }

    #[test]
    fn empty_lines_and_the_heads_of_columns_are_nobody() {
        let pasted = "\r\nName;E-Mail;Sprache\r\nLi Wei;li@example.org;zh\r\n\r\nJan de Boer;;\r\n";
        let read = read(pasted);
        assert_eq!(read.len(), 2);
        assert_eq!(read[1], ("Jan de Boer".to_owned(), None, None));
    }
}
