//! Recovery codes: what somebody prints out for the day the telephone is lost.

use super::{
    base32,
    secret::{Hash, sha256},
};

/// How many there are.
pub const RECOVERY_CODES: usize = 10;
/// Random bytes of one: 80 bits, sixteen letters.
pub(crate) const CODE_BYTES: usize = 10;

/// A code as it is shown: `ABCD-EFGH-JKMN-PQRS`.
pub(crate) fn shown(bytes: [u8; CODE_BYTES]) -> String {
    let letters = base32::encode(&bytes);
    let groups: Vec<&str> = (0..4).map(|at| &letters[at * 4..at * 4 + 4]).collect();
    groups.join("-")
}

/// As it is kept, however it was typed: small letters, without the dashes, 0 for O, 1 for I.
pub(crate) fn hash(typed: &str) -> Hash {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    let read = letters.map(|c| match c.to_ascii_uppercase() {
        '0' => 'O',
        '1' => 'I',
        other => other,
    });
    let text: String = read.take(CODE_BYTES * 2).collect();
    sha256(&[b"recovery", text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_taken_however_it_is_typed() {
        let code = shown([0x5a, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(code.len(), 19);
        let typed = code.to_lowercase().replace('-', " ").replace('o', "0");
        assert_eq!(hash(&typed), hash(&code));
        assert_ne!(hash(&code[..18]), hash(&code));
    }
}
