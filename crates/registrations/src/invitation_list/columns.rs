//! Which column of a list holds what, by its name in German, English or French.

use kontor_words::countries;

use super::fault::ListError;
use crate::domain::TypedContact;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Email,
    Name,
    First,
    Last,
    Organisation,
    Language,
    Country,
}

/// Names of columns, without anything but letters and digits, in lower case.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Email,
        &[
            "email",
            "emailaddress",
            "emailadresse",
            "mail",
            "mailadresse",
            "courriel",
            "adressecourriel",
            "adresseemail",
            "adressemail",
            "adresseélectronique",
            "mél",
            "address",
            "adresse",
        ],
    ),
    (
        Column::Name,
        &[
            "name",
            "fullname",
            "vollständigername",
            "nomcomplet",
            "prénometnom",
            "nometprénom",
            "contact",
            "contactname",
            "kontakt",
            "ansprechpartner",
            "ansprechpartnerin",
            "ansprechperson",
        ],
    ),
    (
        Column::First,
        &[
            "firstname",
            "givenname",
            "forename",
            "vorname",
            "prénom",
            "prenom",
        ],
    ),
    (
        Column::Last,
        &[
            "lastname",
            "surname",
            "familyname",
            "nachname",
            "familienname",
            "nom",
            "nomdefamille",
        ],
    ),
    (
        Column::Organisation,
        &[
            "organisation",
            "organization",
            "company",
            "institution",
            "firma",
            "unternehmen",
            "einrichtung",
            "entreprise",
            "société",
            "organisme",
        ],
    ),
    (Column::Language, &["language", "sprache", "langue"]),
    (Column::Country, &["country", "land", "pays"]),
];

/// What languages are called where no tag stands.
const LANGUAGES: [(&str, &[&str]); 3] = [
    ("de", &["german", "deutsch", "allemand"]),
    ("en", &["english", "englisch", "anglais"]),
    ("fr", &["french", "französisch", "français"]),
];

/// The columns of a list, in their order; none for those that mean nothing here.
#[derive(Debug)]
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    /// By the names in the first line.
    pub(super) fn named(names: &[String]) -> Self {
        Self(names.iter().map(|name| column(name)).collect())
    }

    /// How many mean something.
    pub(super) fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    fn has(&self, wanted: Column) -> bool {
        self.0.contains(&Some(wanted))
    }

    /// Whether people can be invited by what the columns hold.
    pub(super) fn check(&self) -> Result<(), ListError> {
        if !self.has(Column::Email) {
            return Err(ListError::NoAddresses);
        }
        let names = [Column::Name, Column::First, Column::Last];
        if !names.into_iter().any(|name| self.has(name)) {
            return Err(ListError::NoNames);
        }
        Ok(())
    }

    /// Somebody, as a row has them.
    pub(super) fn contact(&self, cells: &[String]) -> TypedContact {
        let cell = |wanted| {
            let mut found = self.0.iter().zip(cells);
            let found = found.find(|(column, cell)| **column == Some(wanted) && !cell.is_empty());
            found.map(|(_, cell)| cell.as_str())
        };
        let (first, last) = (cell(Column::First), cell(Column::Last));
        // Beside first names, "name" is the last name.
        let parts = match (first, last.or(cell(Column::Name))) {
            (Some(first), Some(last)) => vec![first, last],
            (first, last) => first.into_iter().chain(last).collect(),
        };
        TypedContact {
            name: parts.join(" "),
            email: cell(Column::Email).unwrap_or_default().to_owned(),
            language: cell(Column::Language).map(language),
            organisation: cell(Column::Organisation).map(str::to_owned),
            country: cell(Column::Country).map(country),
        }
    }
}

fn column(name: &str) -> Option<Column> {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let name: String = letters.flat_map(char::to_lowercase).collect();
    let found = NAMES.iter().find(|(_, names)| names.contains(&&*name));
    found.map(|(column, _)| *column)
}

/// The tag of a language, from its name if that is known.
fn language(typed: &str) -> String {
    let name = typed.to_lowercase();
    let mut known = LANGUAGES.iter();
    let known = known.find(|(_, names)| names.contains(&&*name));
    known.map_or_else(|| typed.to_owned(), |(tag, _)| (*tag).to_owned())
}

/// The code of a country, from its name in one of our languages if that is known.
fn country(typed: &str) -> String {
    if typed.chars().count() == 2 {
        return typed.to_uppercase();
    }
    let name = typed.to_lowercase();
    let by_name = ["de", "en", "fr"].into_iter().find_map(|tag| {
        let language = tag.parse().ok()?;
        let mut named = countries(&language).iter();
        named.find(|(_, known)| known.to_lowercase() == name)
    });
    by_name.map_or_else(|| typed.to_owned(), |(code, _)| (*code).to_owned())
}
