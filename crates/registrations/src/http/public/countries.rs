//! The countries to choose from, by their names in the language of the page.

use std::{collections::BTreeMap, sync::LazyLock};

use kontor_contracts::Language;

/// Names from the Unicode CLDR; columns: code, German, English, French.
const NAMES: &str = include_str!("../../locales/countries.tsv");
const COLUMNS: [&str; 3] = ["de", "en", "fr"];

/// A country and its name.
pub(super) type Named = (&'static str, &'static str);

static SORTED: LazyLock<BTreeMap<&'static str, Vec<Named>>> = LazyLock::new(|| {
    COLUMNS
        .into_iter()
        .enumerate()
        .map(|(at, tag)| (tag, column(at)))
        .collect()
});

/// All countries, ordered by name.
pub(super) fn countries(language: &Language) -> &'static [Named] {
    let named = SORTED.get(language.primary()).or_else(|| SORTED.get("en"));
    named.map_or(&[], Vec::as_slice)
}

fn column(at: usize) -> Vec<Named> {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    let mut named: Vec<Named> = lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.nth(at)?))
        })
        .collect();
    named.sort_by_key(|(_, name)| name.chars().map(unaccented).collect::<String>());
    named
}

/// The letter under which a dictionary would look.
fn unaccented(letter: char) -> char {
    match letter {
        'Å' | 'Ä' => 'A',
        'É' => 'E',
        'Î' => 'I',
        'Ö' | 'Ô' => 'O',
        'Ü' => 'U',
        'á' | 'ä' | 'ã' | 'å' | 'â' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ï' | 'î' => 'i',
        'ó' | 'ô' | 'ö' => 'o',
        'ü' | 'ú' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kontor_contracts::Country;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for tag in COLUMNS {
            let named = countries(&tag.parse().unwrap());
            let mut codes: Vec<_> = named.iter().map(|(code, _)| *code).collect();
            codes.sort_unstable();
            assert_eq!(
                codes,
                Country::all().map(Country::as_str).collect::<Vec<_>>(),
                "{tag}"
            );
            assert!(named.iter().all(|(_, name)| !name.is_empty()));
        }
    }

    #[test]
    fn names_are_in_the_order_of_a_dictionary() {
        let german = countries(&"de".parse().unwrap());
        let place = |code| german.iter().position(|(c, _)| *c == code).unwrap();
        assert!(place("EG") < place("AL"), "Ägypten before Albanien");
        assert!(place("AT") < place("PK"), "Österreich before Pakistan");
        assert_eq!(countries(&"zh".parse().unwrap())[0].1, "Afghanistan");
    }
}
