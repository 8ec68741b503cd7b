//! Numbers as people type and paste them.

use words::Language;

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// There is nothing but blanks.
    #[error("there is no number")]
    Empty,
    /// A character does not belong into a number.
    #[error("`{0}` does not belong into a number")]
    Unexpected(char),
    /// Digits and separators do not form a number, for example `1.23.4`.
    #[error("the separators do not form a number")]
    Separators,
    /// The number is larger than anything that can be computed with.
    #[error("the number is too large")]
    TooLarge,
}

/// Reads a number in German or English form, with or without groups of three digits.
///
/// Where both marks occur, the last one is the decimal mark. A mark that occurs several times groups digits. A
/// single mark with exactly three digits behind it could be either (`1.234`): the language decides. Blanks and
/// apostrophes between groups are accepted, an exponent too; units and per cent signs are not.
///
/// # Errors
/// Says what in the text is no number.
pub fn parse_number(text: &str, language: Language) -> Result<f64, NumberError> {
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    if let Some(strange) = mantissa.chars().find(|c| !c.is_ascii_digit() && !is_mark(*c) && !is_spacer(*c)) {
        return Err(NumberError::Unexpected(strange));
    }
    let (whole, fraction) = split_decimal(mantissa, language);
    let whole = join_groups(whole)?;
    if (whole.is_empty() && fraction.is_empty()) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::Separators);
    }
    let exponent: i32 = exponent.parse().map_err(|_| NumberError::Separators)?;
    let value: f64 =
        format!("0{whole}.{fraction}0e{exponent}").parse().map_err(|_| NumberError::Separators)?;
    if !value.is_finite() {
        return Err(NumberError::TooLarge);
    }
    Ok(if negative { -value } else { value })
}

/// Parts before and after the decimal mark.
fn split_decimal(mantissa: &str, language: Language) -> (&str, &str) {
    let Some(last) = mantissa.rfind(is_mark) else { return (mantissa, "") };
    let (whole, fraction) = (&mantissa[..last], &mantissa[last + 1..]);
    let mark = mantissa.as_bytes()[last] as char;
    let is_group = if whole.contains(is_mark) {
        whole.contains(mark)
    } else {
        // A leading zero or blanks between groups show that this mark is the decimal mark.
        let could_group = fraction.len() == 3
            && (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && whole.bytes().all(|byte| byte.is_ascii_digit());
        could_group && mark == language.group_mark()
    };
    if is_group { (mantissa, "") } else { (whole, fraction) }
}

/// Digits without their group marks, which have to be of one kind and stand before every third digit.
fn join_groups(whole: &str) -> Result<String, NumberError> {
    let mut spacer = None;
    let mut groups = whole.split(|c: char| {
        let splits = is_mark(c) || is_spacer(c);
        if splits && spacer.is_none() {
            spacer = Some(c);
        }
        splits
    });
    let mut digits = groups.next().unwrap_or_default().to_owned();
    let grouped = digits.len() < whole.len();
    let mut valid = !grouped || (1..=3).contains(&digits.len());
    for group in groups {
        valid &= group.len() == 3;
        digits.push_str(group);
    }
    let one_kind = whole
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .all(|c| Some(c) == spacer || !is_mark(c) && spacer.is_some_and(|s| !is_mark(s)));
    if valid && one_kind { Ok(digits) } else { Err(NumberError::Separators) }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// What separates groups besides point and comma.
const fn is_spacer(c: char) -> bool {
    matches!(c, ' ' | '\'' | '\u{2019}') || is_wide_blank(c)
}

const fn is_wide_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_wide_blank(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::format_number;
    use super::*;
    use Language::{De, En};

    #[test]
    fn both_forms_are_read_in_both_languages() {
        for language in [De, En] {
            let value = |text| parse_number(text, language);
            assert_eq!(value("1.234,5"), Ok(1234.5));
            assert_eq!(value("1,234.5"), Ok(1234.5));
            assert_eq!(value("1234,5"), Ok(1234.5));
            assert_eq!(value("1234.5"), Ok(1234.5));
            assert_eq!(value(" 1 234 "), Ok(1234.0));
            assert_eq!(value("1\u{202f}234,56"), Ok(1234.56));
            assert_eq!(value("1'234.5"), Ok(1234.5));
            assert_eq!(value("1.234.567"), Ok(1_234_567.0));
            assert_eq!(value("0,125"), Ok(0.125));
            assert_eq!(value("1234,567"), Ok(1234.567));
            assert_eq!(value("−3,5"), Ok(-3.5));
            assert_eq!(value("1,23E+05"), Ok(123_000.0));
            assert_eq!(value(",5"), Ok(0.5));
            assert_eq!(value("5,"), Ok(5.0));
        }
    }

    #[test]
    fn an_ambiguous_mark_follows_the_language() {
        assert_eq!(parse_number("1.234", De), Ok(1234.0));
        assert_eq!(parse_number("1.234", En), Ok(1.234));
        assert_eq!(parse_number("1,234", De), Ok(1.234));
        assert_eq!(parse_number("1,234", En), Ok(1234.0));
    }

    #[test]
    fn what_is_no_number_is_refused_with_the_reason() {
        let error = |text| parse_number(text, De).unwrap_err();
        assert_eq!(error("  "), NumberError::Empty);
        assert_eq!(error("12%"), NumberError::Unexpected('%'));
        assert_eq!(error("12 kW"), NumberError::Unexpected('k'));
        assert_eq!(error("1.23.4"), NumberError::Separators);
        assert_eq!(error("1,2,3"), NumberError::Separators);
        assert_eq!(error("1.234 567,8"), NumberError::Separators);
        assert_eq!(error("12 34"), NumberError::Separators);
        assert_eq!(error("."), NumberError::Separators);
        assert_eq!(error("--5"), NumberError::Unexpected('-'));
        assert_eq!(error("NaN"), NumberError::Unexpected('N'));
        assert_eq!(error("1e999"), NumberError::TooLarge);
    }

    proptest! {
        #[test]
        fn what_was_formatted_is_read_again(tenths in -9_999_999_999_i64..9_999_999_999, decimals in 0_usize..4, german: bool) {
            let language = if german { De } else { En };
            let value = tenths as f64 / 1000.0;
            let rounded: f64 = format!("{value:.decimals$}").parse().unwrap();
            let read = parse_number(&format_number(value, decimals, language), language).unwrap();
            prop_assert_eq!(read, rounded);
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,20}") {
            let _ = parse_number(&text, En);
        }
    }
}
