//! Drawings that a document needs: its QR code and the rosette behind the text,
//! both as SVG, so that they print sharp at any size.

use std::{f64::consts::TAU, fmt::Write as _, sync::LazyLock};

use fast_qr::{ECL, QRBuilder};

/// The light border that readers need around a code, in modules.
const QUIET_ZONE: usize = 4;

/// The QR code of an address. Medium error correction: a certificate lies flat
/// and clean, and fewer modules read better from afar.
pub(crate) fn svg(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET_ZONE;
    let mut path = String::new();
    for row in 0..code.size {
        let modules = &code.data[row * code.size..(row + 1) * code.size];
        let mut column = 0;
        while column < code.size {
            let run = modules[column..]
                .iter()
                .take_while(|module| module.value())
                .count();
            if run > 0 {
                let (x, y) = (column + QUIET_ZONE, row + QUIET_ZONE);
                // Writing to a string cannot fail.
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    Some(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="M0 0h{side}v{side}h-{side}z" fill="white"/><path d="{path}" fill="black"/></svg>"#
    ))
}

/// A guilloche rosette in the palest tint of the brand colour.
pub(crate) static ROSETTE: LazyLock<String> = LazyLock::new(|| {
    const CURVES: u32 = 18;
    const POINTS: u32 = 300;
    let mut path = String::new();
    for curve in 0..CURVES {
        let shift = TAU * f64::from(curve) / f64::from(CURVES);
        for point in 0..POINTS {
            let angle = TAU * f64::from(point) / f64::from(POINTS);
            let radius = 74.0
                + 16.0 * (9.0 * angle + shift).sin()
                + 7.0 * (18.0 * angle - 2.0 * shift).cos();
            let (x, y) = (radius * angle.cos(), radius * angle.sin());
            let command = if point == 0 { 'M' } else { 'L' };
            // Writing to a string cannot fail.
            let _ = write!(path, "{command}{x:.1} {y:.1}");
        }
        path.push('z');
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200"><path d="{path}" fill="none" stroke="#e4eff0" stroke-width="0.28"/></svg>"##
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_finder_patterns_and_a_quiet_zone() {
        let drawing = svg("https://obuka.example/provera/U-2026-000123?kod=7ZZZ").expect("fits");
        // The top row of the upper left finder pattern: seven dark modules.
        assert!(drawing.contains("M4 4h7v1h-7z"));
        assert!(!drawing.contains("M0 0h1v"));
    }

    #[test]
    fn an_address_that_no_code_can_hold_makes_none() {
        assert!(svg(&"a".repeat(5000)).is_none());
    }
}
