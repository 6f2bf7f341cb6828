//! Base32 (RFC 4648, 6) without padding: letters that people can type, for secrets of second factors
//! and recovery codes.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for piece in bytes.chunks(5) {
        let mut block = [0_u8; 8];
        block[3..3 + piece.len()].copy_from_slice(piece);
        let bits = u64::from_be_bytes(block);
        let letters = (piece.len() * 8).div_ceil(5);
        for at in 0..letters {
            let index = (bits >> (35 - 5 * at)) & 31;
            text.push(char::from(ALPHABET[index as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
        }
    }
}
