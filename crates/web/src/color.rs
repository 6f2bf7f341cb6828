//! Colours of which text stays readable.

use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// Least contrast of text (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
/// The grounds and inks of pages and mails, by day and by night.
pub(crate) const WHITE: Color = Color([255, 255, 255]);
const BLACK: Color = Color([0, 0, 0]);
pub(crate) const INK: Color = Color([0x1d, 0x25, 0x29]);
pub(crate) const PAPER: Color = Color([0xfa, 0xf7, 0xf1]);
pub(crate) const NIGHT: Color = Color([0x10, 0x19, 0x1f]);
/// The sea blue and the brick red of the style sheet.
pub(crate) const SEA: Color = Color([0x14, 0x50, 0x7d]);
pub(crate) const BRICK: Color = Color([0xb5, 0x40, 0x2f]);

/// A colour, as `#12344d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color([u8; 3]);

impl FromStr for Color {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "a colour is # and six hexadecimal digits, such as #12344d";
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = u32::from_str_radix(digits.ok_or(WRONG)?, 16).map_err(|_| WRONG)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Color {
    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio (WCAG 2.2): 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// White text, or black where white could not be read: one of the two always can.
    pub(crate) fn text(self) -> Self {
        if self.contrast(WHITE) >= READABLE {
            WHITE
        } else {
            BLACK
        }
    }

    /// `percent` of the way to another colour.
    pub(crate) fn towards(self, other: Self, percent: u16) -> Self {
        let mut mixed = self.0;
        for (part, goal) in mixed.iter_mut().zip(other.0) {
            let sum = u16::from(*part) * (100 - percent) + u16::from(goal) * percent;
            *part = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }

    /// The first shade on the way to `goal` that can be read on `ground`.
    pub(crate) fn readable_on(self, ground: Self, goal: Self) -> Self {
        let shades = (0..=100).step_by(5).map(|share| self.towards(goal, share));
        let mut fit = shades.filter(|shade| shade.contrast(ground) >= READABLE);
        fit.next().unwrap_or(goal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever two colours an office has, text can be read on and beside them.
    #[test]
    fn every_colour_gives_readable_text() {
        for number in (0..0x0100_0000_u32).step_by(0x01_2357) {
            let color: Color = format!("#{number:06x}").parse().unwrap();
            assert_eq!(color.to_string(), format!("#{number:06x}"));
            assert!(color.contrast(color.text()) >= READABLE, "{color}");
            assert!(
                color.readable_on(PAPER, INK).contrast(PAPER) >= READABLE,
                "{color}"
            );
            assert!(
                color.readable_on(NIGHT, WHITE).contrast(NIGHT) >= READABLE,
                "{color}"
            );
        }
        assert!("12344d".parse::<Color>().is_err() && "#12344".parse::<Color>().is_err());
    }
}
