//! How somebody proved who they are (`amr`, RFC 8176).

/// What one knows, has, and is. `mfa` says by itself that there were several.
const FACTORS: [&[&str]; 3] = [
    &["pwd", "pin", "kba"],
    &["otp", "hwk", "swk", "sc", "pop", "sms", "tel"],
    &["face", "fpt", "iris", "retina", "vbm"],
];

/// Whether a provider says that it has seen two factors.
pub fn shows_two_factors(amr: &[String]) -> bool {
    let has = |names: &&[&str]| amr.iter().any(|method| names.contains(&method.as_str()));
    amr.iter().any(|method| method == "mfa")
        || FACTORS.iter().filter(|names| has(names)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_a_kind_are_one_factor() {
        for (amr, two) in [
            (&[][..], false),
            (&["pwd"], false),
            (&["pwd", "pin"], false),
            (&["otp"], false),
            (&["user"], false),
            (&["pwd", "otp"], true),
            (&["hwk", "fpt"], true),
            (&["mfa"], true),
        ] {
            let amr: Vec<String> = amr.iter().map(|&method| method.to_owned()).collect();
            assert_eq!(shows_two_factors(&amr), two, "{amr:?}");
        }
    }
}
