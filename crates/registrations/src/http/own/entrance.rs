//! What somebody shows at the entrance: the number of their registration as a QR code.

use fast_qr::{
    QRBuilder,
    convert::{Builder, Shape, svg::SvgBuilder},
};

/// A QR code (ISO/IEC 18004) as SVG. It holds the number alone: whoever photographs it over a shoulder can
/// do nothing with it.
pub(super) fn code(number: &str) -> Option<String> {
    let code = QRBuilder::new(number).build().ok()?;
    Some(SvgBuilder::default().shape(Shape::Square).to_str(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_number_fits() {
        let svg = code("reg_01942f5c6d0070008000000000000002").unwrap();
        assert!(
            svg.starts_with("<svg") && svg.len() < 20_000,
            "{}",
            svg.len()
        );
    }
}
