//! Numbers and figures with units.

use words::Language;

/// Stands between a number and its unit: no line break there. A narrow one looks glued in small type.
pub const UNIT_SPACE: char = '\u{a0}';
/// Stands where there is no value.
pub const NO_VALUE: &str = "–";
/// The typographic minus sign.
const MINUS: char = '\u{2212}';
/// A figure moves on to the next larger unit from this value on: 9 876 kWh stays, 12 345 kWh becomes 12.35 MWh.
const UNIT_STEP: f64 = 10_000.0;

/// A formatted number and its unit, apart so that the unit can be set in a muted tone.
pub type Figure = (String, &'static str);

/// A number with a fixed count of decimals and groups of three digits; [`NO_VALUE`] if it is not finite.
#[must_use]
pub fn format_number(value: f64, decimals: usize, language: Language) -> String {
    if !value.is_finite() {
        return NO_VALUE.to_owned();
    }
    let plain = format!("{:.*}", decimals, value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 3);
    // No minus before a zero that only arose by rounding.
    if value < 0.0 && plain.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        text.push(MINUS);
    }
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(language.group_mark());
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(language.decimal_mark());
        text.push_str(fraction);
    }
    text
}

/// A number with `digits` significant digits; digits before the decimal mark are never rounded away.
#[must_use]
pub fn format_significant(value: f64, digits: usize, language: Language) -> String {
    format_number(value, significant_decimals(value, digits), language)
}

/// Power in kW, MW or GW.
#[must_use]
pub fn format_power(kw: f64, language: Language) -> Figure {
    scaled(kw, power_scale(kw), language)
}

/// Energy in kWh, MWh, GWh or TWh.
#[must_use]
pub fn format_energy(kwh: f64, language: Language) -> Figure {
    scaled(kwh, energy_scale(kwh), language)
}

/// Hours per year, for example full-load hours.
#[must_use]
pub fn format_hours(hours: f64, language: Language) -> Figure {
    (format_number(hours, 0, language), "h")
}

/// A share of one as per cent with its sign: `0.125` is `12,5 %`.
#[must_use]
pub fn format_percent(share: f64, decimals: usize, language: Language) -> String {
    with_unit((format_number(share * 100.0, decimals, language), "%"))
}

/// Number, space and unit in one text.
#[must_use]
pub fn with_unit((number, unit): Figure) -> String {
    format!("{number}{UNIT_SPACE}{unit}")
}

/// Unit for powers up to `kw`, and how many kW it has.
#[must_use]
pub fn power_scale(kw: f64) -> (f64, &'static str) {
    scale(kw, &["kW", "MW", "GW"])
}

/// Unit for energies up to `kwh`, and how many kWh it has.
#[must_use]
pub fn energy_scale(kwh: f64) -> (f64, &'static str) {
    scale(kwh, &["kWh", "MWh", "GWh", "TWh"])
}

fn scale(value: f64, units: &[&'static str]) -> (f64, &'static str) {
    let mut factor = 1.0;
    let mut index = 0;
    // Half a unit below the step would already be written as the step.
    while index + 1 < units.len() && value.abs() / factor >= UNIT_STEP - 0.5 {
        factor *= 1000.0;
        index += 1;
    }
    (factor, units[index])
}

fn scaled(value: f64, (factor, unit): (f64, &'static str), language: Language) -> Figure {
    let value = value / factor;
    let decimals = match value.abs() {
        0.0 => 0,
        small if small < 0.095 => 3,
        _ => significant_decimals(value, 4).min(2),
    };
    (format_number(value, decimals, language), unit)
}

fn significant_decimals(value: f64, digits: usize) -> usize {
    let mut whole_digits = 1;
    let mut limit = 10.0;
    // 9.996 with four digits is written 9.996, but with three it is 10.0.
    let half_last = 0.5 * libm::pow(10.0, 1.0 - digits as f64);
    while value.abs() >= limit * (1.0 - half_last / 10.0) && whole_digits < digits {
        whole_digits += 1;
        limit *= 10.0;
    }
    digits.saturating_sub(whole_digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En};

    #[test]
    fn groups_and_decimals_follow_the_language() {
        assert_eq!(format_number(1234.5, 1, De), "1.234,5");
        assert_eq!(format_number(1234.5, 1, En), "1,234.5");
        assert_eq!(format_number(123.0, 0, De), "123");
        assert_eq!(format_number(1_234_567.0, 0, En), "1,234,567");
        assert_eq!(format_number(-1234.5, 2, De), "−1.234,50");
        assert_eq!(format_number(-0.001, 1, De), "0,0");
        assert_eq!(format_number(f64::NAN, 1, De), "–");
    }

    #[test]
    fn significant_digits_never_round_whole_numbers() {
        assert_eq!(format_significant(123_456.7, 3, En), "123,457");
        assert_eq!(format_significant(12.345, 3, En), "12.3");
        assert_eq!(format_significant(9.996, 3, En), "10.0");
        assert_eq!(format_significant(9.994, 3, En), "9.99");
        assert_eq!(format_significant(0.5, 3, De), "0,50");
    }

    #[test]
    fn figures_choose_their_unit() {
        assert_eq!(with_unit(format_power(0.0, De)), "0\u{a0}kW");
        assert_eq!(with_unit(format_power(0.5, De)), "0,50\u{a0}kW");
        assert_eq!(with_unit(format_power(1234.4, De)), "1.234\u{a0}kW");
        assert_eq!(with_unit(format_power(9999.4, En)), "9,999\u{a0}kW");
        assert_eq!(with_unit(format_power(9999.6, En)), "10.00\u{a0}MW");
        assert_eq!(with_unit(format_energy(12_345.0, De)), "12,35\u{a0}MWh");
        assert_eq!(with_unit(format_energy(123_456_789.0, En)), "123.5\u{a0}GWh");
        assert_eq!(with_unit(format_energy(0.04, En)), "0.040\u{a0}kWh");
        assert_eq!(with_unit(format_hours(2345.6, De)), "2.346\u{a0}h");
        assert_eq!(format_percent(0.1234, 1, De), "12,3\u{a0}%");
    }
}
