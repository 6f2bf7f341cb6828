//! Lists as offices have them.

use encoding_rs::{UTF_16LE, WINDOWS_1252};
use kontor_contracts::{Country, Language};

use super::*;

/// Name, address, organisation, language and country of everybody, or what is wrong, with the line.
fn read(bytes: &[u8]) -> Vec<Result<String, String>> {
    let list = InvitationList::read(bytes).unwrap();
    let rows = list.rows().map(|row| match row {
        Ok(Listed { line, who }) => {
            let or = |text: Option<&str>| text.unwrap_or("–").to_owned();
            let language = or(who.language.as_ref().map(Language::as_str));
            let country = or(who.country.map(Country::as_str));
            let organisation = or(who.organisation.as_deref());
            let email = who.email.as_str();
            Ok(format!(
                "{line} {} <{email}> {organisation} {language} {country}",
                who.name
            ))
        }
        Err(broken) => Err(broken.to_string()),
    });
    rows.collect()
}

#[test]
fn separators_encodings_and_languages_of_columns_are_found() {
    let expected = [
        Ok("2 Käthe Müller <kaethe@example.org> Müller & Söhne de DE".to_owned()),
        Ok("3 Žofie Nováková <zofie@example.org> – fr FR".to_owned()),
    ];
    let german = "E-Mail;Vorname;Name;Firma;Sprache;Land\r\n\
                  kaethe@example.org;Käthe;Müller;Müller & Söhne;Deutsch;Deutschland\r\n\
                  zofie@example.org;Žofie;Nováková;;fr;FR\r\n";
    let english = "name,country,email,language,company\n\
                   Käthe Müller,de,kaethe@example.org,DE,\"Müller & Söhne\"\n\
                   Žofie Nováková,France,zofie@example.org,french,\n";
    let french = "Courriel\tNom\tPrénom\tSociété\tLangue\tPays\tTéléphone\n\
                  kaethe@example.org\tMüller\tKäthe\tMüller & Söhne\tallemand\tAllemagne\t+49\n\
                  zofie@example.org\tNováková\tŽofie\t\tfrançais\tFrance\t\n";
    for text in [german, english, french] {
        assert_eq!(read(text.as_bytes()), expected, "{text}");
        let marked = format!("\u{feff}{text}");
        assert_eq!(read(marked.as_bytes()), expected);
    }
    // Ž is in Windows-1252, ř would not be; á is.
    assert_eq!(read(&WINDOWS_1252.encode(german).0), expected);
    let wide: Vec<u8> = english.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide), expected);
    assert_eq!(UTF_16LE.decode(&wide).0, english);
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
    assert_eq!(read(&marked), expected);
}

#[test]
fn a_broken_row_is_told_with_its_line_and_spoils_no_other() {
    let text = "email;name;land\n\
                a@example.org;Ada;DE\n\
                \n\
                nobody;Ben;DE\n\
                c@example.org;;DE\n\
                \"d@example.org;Dora;DE\n\
                e@example.org;Eva;Atlantis\n\
                f@example.org;\"Fritz \"\"F\"\" Frey\";DE\n\
                g@example.org;Gert\n";
    let expected = [
        Ok("2 Ada <a@example.org> – – DE"),
        Err("line 4: email is no address that mail can be sent to"),
        Err("line 5: name is missing"),
        Err("line 6: a quotation mark is not closed on its line"),
        Err("line 7: country is no country such as DE or Deutschland"),
        Ok("8 Fritz \"F\" Frey <f@example.org> – – DE"),
        Ok("9 Gert <g@example.org> – – –"),
    ];
    let expected = expected.map(|row| row.map(str::to_owned).map_err(str::to_owned));
    assert_eq!(read(text.as_bytes()), expected);
}

#[test]
fn what_a_whole_list_lacks_is_said() {
    let refused = |text: &str| InvitationList::read(text.as_bytes()).unwrap_err();
    assert_eq!(refused(""), ListError::Empty);
    assert_eq!(refused("\n \r\n"), ListError::Empty);
    assert_eq!(refused("a@example.org;Ada\n"), ListError::NoAddresses);
    assert_eq!(refused("email;telephone\n"), ListError::NoNames);
    let long = format!("email;name\n{}", "a@x.example;A\n".repeat(LIST_ROWS + 2));
    assert_eq!(refused(&long), ListError::TooManyRows);
    let large = vec![b' '; LIST_BYTES + 1];
    assert_eq!(
        InvitationList::read(&large).unwrap_err(),
        ListError::TooLarge
    );
}

#[test]
fn a_spreadsheet_may_say_what_stands_between_cells() {
    let text = "sep=,\nemail,name\na@example.org,Ada\n";
    assert_eq!(
        read(text.as_bytes()),
        [Ok("3 Ada <a@example.org> – – –".to_owned())]
    );
    let old = "email;name\ra@example.org;Ada\r";
    assert_eq!(
        read(old.as_bytes()),
        [Ok("2 Ada <a@example.org> – – –".to_owned())]
    );
}
