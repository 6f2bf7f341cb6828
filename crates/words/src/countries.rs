//! The countries by their names in the language of the page.

use std::{collections::BTreeMap, sync::LazyLock};

use kontor_contracts::{Country, Language};

/// Names from the Unicode CLDR; columns: code, German, English, French.
const NAMES: &str = include_str!("locales/countries.tsv");
const COLUMNS: [&str; 3] = ["de", "en", "fr"];

/// A country's code and its name.
pub type NamedCountry = (&'static str, &'static str);

static SORTED: LazyLock<BTreeMap<&'static str, Vec<NamedCountry>>> = LazyLock::new(|| {
    let columns = COLUMNS.into_iter().enumerate();
    columns.map(|(at, tag)| (tag, column(at))).collect()
});

/// All countries, ordered by name. In English if there are no names in the language.
pub fn countries(language: &Language) -> &'static [NamedCountry] {
    let named = SORTED.get(language.primary()).or_else(|| SORTED.get("en"));
    named.map_or(&[], Vec::as_slice)
}

/// The name of a country.
pub fn country_name(country: Country, language: &Language) -> &'static str {
    let code = country.as_str();
    let named = countries(language).iter().find(|(c, _)| *c == code);
    named.map_or(code, |(_, name)| name)
}

fn column(at: usize) -> Vec<NamedCountry> {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    let mut named: Vec<NamedCountry> = lines
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

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for tag in COLUMNS {
            let named = countries(&tag.parse().unwrap());
            let mut codes: Vec<_> = named.iter().map(|(code, _)| *code).collect();
            codes.sort_unstable();
            let all: Vec<_> = Country::all().map(Country::as_str).collect();
            assert_eq!(codes, all, "{tag}");
            assert!(named.iter().all(|(_, name)| !name.is_empty()));
        }
    }

    #[test]
    fn names_are_in_the_order_of_a_dictionary() {
        let german = countries(&"de".parse().unwrap());
        let place = |code| german.iter().position(|(c, _)| *c == code).unwrap();
        assert!(place("EG") < place("AL"), "Ägypten before Albanien");
        assert!(place("AT") < place("PK"), "Österreich before Pakistan");
        let french = country_name("DE".parse().unwrap(), &"fr-CH".parse().unwrap());
        assert_eq!(french, "Allemagne");
        let unknown = country_name("DE".parse().unwrap(), &"zh".parse().unwrap());
        assert_eq!(unknown, "Germany");
    }
}
