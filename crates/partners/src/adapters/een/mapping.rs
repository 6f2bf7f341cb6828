//! From a profile of the network to a listing of ours.
//!
//! Unknown fields are kept in the row as received; a value that makes no listing names its rule.

use kontor_contracts::{
    Country, Language,
    events::{Intent, WithdrawalReason},
};
use serde_json::{Map, Value};

use crate::{
    adapters::json::{Fields, Mapped, Says, label},
    domain::{Domain, Keyword, Listing},
};

/// The texts that a limited row withholds.
const WITHHELD: [&str; 4] = [
    "title",
    "shortSummary",
    "description",
    "expectedRoleOfThePartner",
];

/// What a profile says, part by part; `language` is that of texts that do not say it themselves.
pub(super) fn profile(profile: &Map<String, Value>, language: Option<&Language>) -> Mapped {
    let fields = Fields(profile);
    let reference = fields.reference("reference");
    let says = reference
        .clone()
        .and_then(|reference| says(fields, &reference, language));
    Mapped {
        reference,
        modified: fields.instant("lastModified"),
        says,
    }
}

fn says(fields: Fields<'_>, reference: &str, language: Option<&Language>) -> Result<Says, String> {
    if let Some(reason) = end(fields)? {
        return Ok(Says::Gone(reason));
    }
    let (intent, domain) = kind(fields)?;
    let listing = Listing {
        intent,
        domain,
        title: fields
            .line("title")?
            .ok_or("title is missing, and the row is not limited")?,
        summary: fields.text("shortSummary")?,
        description: fields.text("description")?,
        advantages: fields.text("advantagesAndInnovation")?,
        partner_sought: fields.text("expectedRoleOfThePartner")?,
        language: fields
            .line("language")?
            .and_then(|tag| tag.parse().ok())
            .or(language.cloned()),
        country: country(fields, reference)?,
        targets: targets(fields)?,
        keywords: keywords(fields)?,
        cooperation: fields.names("typesOfPartnership")?,
        development: fields.name("stageOfDevelopment")?,
        published: fields.instant("publicationDate")?,
        expires: fields.instant("expirationDate")?,
        url: fields.web_address("publicURL")?,
    };
    Ok(Says::Listed(Box::new(listing)))
}

/// Whether the listing stands no more: its status says so, or its texts are withheld. Texts that
/// are merely absent end nothing, for they may be a change of the source's format.
fn end(fields: Fields<'_>) -> Result<Option<WithdrawalReason>, String> {
    let status = fields.name("profileStatus")?;
    match status.map(|name| name.to_ascii_uppercase()).as_deref() {
        Some("EXPIRED") => return Ok(Some(WithdrawalReason::Expired)),
        Some(
            "ARCHIVED"
            | "ON_HOLD"
            | "FLAGGED"
            | "REJECTED"
            | "DRAFT"
            | "DRAFT_ACCEPTED"
            | "DRAFT_REJECTED"
            | "CLIENT_VALIDATION_PENDING"
            | "UNDER_REVIEW"
            | "UNDER_VALIDATION",
        ) => return Ok(Some(WithdrawalReason::Withdrawn)),
        Some("PUBLISHED") | None => {}
        Some(other) => return Err(format!("profileStatus {other:?} is unknown")),
    }
    let has_text = |field| fields.text(field).map(|text| text.is_some());
    for field in WITHHELD {
        if has_text(field)? {
            return Ok(None);
        }
    }
    let withheld = WITHHELD.iter().any(|field| fields.is_withheld(field));
    Ok(withheld.then_some(WithdrawalReason::Withdrawn))
}

fn kind(fields: Fields<'_>) -> Result<(Intent, Domain), String> {
    let code = fields
        .code("profileType")?
        .ok_or("profileType is missing")?;
    match code.as_str() {
        "BO" => Ok((Intent::Offer, Domain::Business)),
        "BR" => Ok((Intent::Request, Domain::Business)),
        "TO" => Ok((Intent::Offer, Domain::Technology)),
        "TR" => Ok((Intent::Request, Domain::Technology)),
        "RDR" | "DR" => Ok((Intent::Request, Domain::Research)),
        other => Err(format!(
            "profileType {other:?} is not one of BO, BR, TO, TR, RDR"
        )),
    }
}

/// The country as told; else as the reference tells it (`BOCL20240903021`: Chile).
fn country(fields: Fields<'_>, reference: &str) -> Result<Option<Country>, String> {
    let told = fields.code("partnerOrganisationCountry")?;
    Ok(told
        .as_deref()
        .and_then(|code| code.parse().ok())
        .or_else(|| country_of_reference(reference)))
}

fn country_of_reference(reference: &str) -> Option<Country> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let letters = &reference[..digits];
    let code = ["RDR", "BO", "BR", "TO", "TR", "DR"]
        .iter()
        .find_map(|t| letters.strip_prefix(t))?;
    // The public portal writes DR before the type: DRTR20240925006.
    code.parse().ok()
}

/// Targets that are not a country (`Worldwide`, groups) stay in the row as received.
fn targets(fields: Fields<'_>) -> Result<Vec<Country>, String> {
    let code = |entry| label("targetedCountries", entry, &["code", "key", "name"]);
    let mut countries = Vec::new();
    for entry in fields.list("targetedCountries")? {
        let country: Option<Country> = code(entry)?.and_then(|code| code.parse().ok());
        countries.extend(country);
    }
    countries.sort_unstable();
    countries.dedup();
    Ok(countries)
}

fn keywords(fields: Fields<'_>) -> Result<Vec<Keyword>, String> {
    let mut keywords = Vec::new();
    for (field, scheme) in [
        ("marketKeywords", "een-market"),
        ("technologyKeywords", "een-technology"),
        ("sdgKeywords", "sdg"),
    ] {
        for entry in fields.list(field)? {
            let code = match entry {
                Value::Object(_) => label(field, entry, &["code", "key"])?,
                _ => None,
            };
            let label = label(field, entry, &["name", "label"])?;
            if code.is_some() || label.is_some() {
                keywords.push(Keyword {
                    scheme: scheme.to_owned(),
                    code: code.unwrap_or_default(),
                    label: label.unwrap_or_default(),
                });
            }
        }
    }
    Ok(keywords)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changed(changes: &Value) -> Map<String, Value> {
        let Value::Object(mut profile) = json!({
            "id": "0c0e8f1a", "reference": "BODE20261102001",
            "created": "2026-11-01T08:00:00Z", "lastModified": "2026-11-02T08:00:00Z",
            "title": "Bending machines for copper tubes look for agents",
            "profileType": {"code": "BO", "name": "Business offer"},
            "partnerOrganisationCountry": {"code": "DE", "name": "Germany"},
            "shortSummary": "A family firm builds tube benders.",
            "description": "First line.\r\nSecond line.",
            "advantagesAndInnovation": "N/A",
            "stageOfDevelopment": {"name": "Already on the market"},
            "expectedRoleOfThePartner": "Commercial agent",
            "profileStatus": {"name": "PUBLISHED"},
            "publicationDate": "2026-11-02", "expirationDate": "2027-11-02T00:00:00Z",
            "marketKeywords": [{"code": "006002", "name": "Mining"}, {"code": "06008", "name": "Tools"}],
            "technologyKeywords": {"key": "009", "label": "Metals"},
            "typesOfPartnership": [{"name": "Commercial agreement"}],
            "targetedCountries": [{"code": "CN"}, "FR", "UK", "Worldwide"],
            "publicURL": "https://een.example.org/BODE20261102001",
            "aFieldOfTomorrow": {"deep": [1, 2]},
        }) else {
            unreachable!()
        };
        if let Value::Object(changes) = changes {
            for (field, value) in changes {
                profile.insert(field.clone(), value.clone());
            }
        }
        profile
    }

    fn mapped(changes: &Value) -> Result<Says, String> {
        profile(&changed(changes), Some(&Language::english())).says
    }

    fn listing(changes: &Value) -> Listing {
        match mapped(changes).unwrap() {
            Says::Listed(listing) => *listing,
            Says::Gone(reason) => panic!("gone: {reason:?}"),
        }
    }

    #[test]
    fn a_whole_profile() {
        insta::assert_json_snapshot!(listing(&json!({})));
    }

    #[test]
    fn codes_keep_their_zeros() {
        let codes: Vec<_> = listing(&json!({}))
            .keywords
            .into_iter()
            .map(|k| k.code)
            .collect();
        assert_eq!(codes, ["006002", "06008", "009"]);
    }

    #[test]
    fn types_become_intent_and_domain() {
        for (code, intent, domain) in [
            ("BO", Intent::Offer, Domain::Business),
            ("BR", Intent::Request, Domain::Business),
            ("TO", Intent::Offer, Domain::Technology),
            ("TR", Intent::Request, Domain::Technology),
            ("RDR", Intent::Request, Domain::Research),
            ("DR", Intent::Request, Domain::Research),
        ] {
            let listing = listing(&json!({"profileType": code}));
            assert_eq!((listing.intent, listing.domain), (intent, domain), "{code}");
        }
    }

    #[test]
    fn optional_fields_may_be_missing() {
        let profile = json!({"reference": "X1", "title": "T", "profileType": {"code": "TO"}});
        let mapped = super::profile(profile.as_object().unwrap(), None);
        assert!(matches!(mapped.says, Ok(Says::Listed(_))));
    }

    #[test]
    fn a_listing_ends_only_by_a_word_of_its_source() {
        use WithdrawalReason::{Expired, Withdrawn};
        let limited = json!({"title": null, "shortSummary": "N/A", "description": null,
            "expectedRoleOfThePartner": "N/A"});
        assert_eq!(mapped(&limited), Ok(Says::Gone(Withdrawn)));
        for (status, reason) in [
            ("EXPIRED", Expired),
            ("ARCHIVED", Withdrawn),
            ("ON_HOLD", Withdrawn),
        ] {
            let status = json!({"profileStatus": {"name": status}});
            assert_eq!(mapped(&status), Ok(Says::Gone(reason)));
        }
        let stripped = json!({"reference": "X1", "profileType": "TO"});
        let error = profile(stripped.as_object().unwrap(), None).says;
        let error = error.unwrap_err();
        assert_eq!(error, "title is missing, and the row is not limited");
    }

    #[test]
    fn what_makes_no_listing_names_its_rule() {
        for (changes, rule) in [
            (json!({"reference": ""}), "reference is missing"),
            (json!({"title": ["a"]}), "title is not a text"),
            (json!({"profileType": null}), "profileType is missing"),
            (
                json!({"profileType": "XX"}),
                "profileType \"XX\" is not one of BO, BR, TO, TR, RDR",
            ),
            (
                json!({"profileStatus": "ODD"}),
                "profileStatus \"ODD\" is unknown",
            ),
            (
                json!({"expirationDate": "soon"}),
                "expirationDate is not a date such as 2026-11-20T10:00:00Z",
            ),
            (
                json!({"title": "a".repeat(1001)}),
                "title is longer than 1000 characters",
            ),
        ] {
            assert_eq!(mapped(&changes), Err(rule.to_owned()));
        }
    }

    #[test]
    fn countries_are_found_where_they_are() {
        for (told, reference, country) in [
            (json!("DE"), "X", Some("DE")),
            (json!({"code": "EL"}), "X", Some("GR")),
            (json!("Chile"), "BOCL20240903021", Some("CL")),
            (json!(null), "RDRUK20240925006", Some("GB")),
            (json!(null), "DRTR20240925006", Some("TR")),
            (json!({"code": "XK"}), "BODE20240925006", Some("XK")),
            (json!(null), "BOXK20240925006", Some("XK")),
            (json!(null), "4711", None),
        ] {
            let listing =
                listing(&json!({"partnerOrganisationCountry": told, "reference": reference}));
            assert_eq!(
                listing.country.map(Country::as_str),
                country,
                "{told} {reference}"
            );
        }
    }

    #[test]
    fn codes_are_compared_trimmed_and_without_case() {
        for changes in [
            json!({"profileStatus": "Published"}),
            json!({"profileStatus": {"name": " published "}}),
            json!({"profileType": {"code": "bo"}}),
            json!({"reference": " BODE20260102999 "}),
        ] {
            assert_eq!(listing(&changes).intent, Intent::Offer, "{changes}");
        }
    }

    #[test]
    fn texts_of_lists_are_bounded_and_clean() {
        let listing = listing(&json!({
            "typesOfPartnership": [{"name": "a\u{0}b"}],
            "marketKeywords": [{"code": "1\u{202e}", "name": "kw\u{200b}\u{e0041} \u{0}x"}],
        }));
        assert_eq!(listing.cooperation, ["a b"]);
        assert_eq!(
            (
                listing.keywords[0].code.as_str(),
                listing.keywords[0].label.as_str()
            ),
            ("1", "kw  x")
        );
        for field in ["typesOfPartnership", "marketKeywords", "targetedCountries"] {
            let long = json!({field: [{"name": "x".repeat(1001)}]});
            let error = mapped(&long).unwrap_err();
            assert_eq!(error, format!("{field} is longer than 1000 characters"));
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            listing(&json!({"publicURL": "javascript:alert(1)"})).url,
            None
        );
        let capital = json!({"publicURL": "HTTPS://network.example.org/x"});
        assert!(listing(&capital).url.is_some());
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        let listing =
            listing(&json!({"title": "Ex\u{ad}port\u{200b} \u{feff}von\u{2060} Ma\u{200e}st"}));
        assert_eq!(listing.title, "Export von Mast");
    }

    #[test]
    fn marks_that_turn_text_around_become_spaces() {
        let listing = listing(&json!({"title": "a\u{202E}b\u{0}c\nd"}));
        assert_eq!(listing.title, "a b c d");
    }
}
