//! Numbers as people and programs in several countries write them; the form is decided per column.

/// Marks that stand for a missing value.
const GAP_MARKS: [&str; 31] = [
    "", "-", "--", "---", "----", "–", "—", "n/a", "na", "n.a.", "nan", "null", "none", "nil", "#nv", "#n/a",
    "#na", "#wert!", "#value!", "#ref!", "#bezug!", "#div/0!", "n.v.", "n. v.", "nv", "k.a.", "k. a.",
    "fehlt", "missing", "*", "?",
];

/// Which sign separates decimals in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberForm {
    /// `1,234.5` and `1'234.5`
    DecimalPoint,
    /// `1.234,5`
    DecimalComma,
}

/// Whether a cell says that there is no value.
pub(crate) fn is_gap(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty()
        || cell.len() <= 8
            && !cell.as_bytes()[0].is_ascii_digit()
            && GAP_MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(cell))
}

/// Whether a cell looks like a number in any form.
pub(crate) fn looks_numeric(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits > 0
        && cell
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',' | 'e' | 'E') || is_spacer(c))
        && (NumberForm::DecimalPoint.parse(cell).is_some() || NumberForm::DecimalComma.parse(cell).is_some())
}

impl NumberForm {
    /// The form that fits all cells of a column.
    ///
    /// Cells with both signs, with a repeated sign or with a number of decimals other than three vote.
    /// If all have three digits after a single sign, a comma is a decimal comma; a point is a thousands
    /// separator only next to smaller whole numbers without it.
    pub(crate) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        Self::seen_in(cells).unwrap_or(Self::DecimalPoint)
    }

    /// As [`Self::of`]; `None` if no cell has a decimal sign or thousands sign.
    pub(crate) fn seen_in<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut comma_seen, mut point_seen, mut whole_seen) = (false, false, false);
        let (mut comma_votes, mut point_votes) = (0_usize, 0_usize);
        for cell in cells {
            let cell = cell.trim();
            let is_comma = match (cell.rfind(','), cell.rfind('.')) {
                (Some(comma), Some(point)) => Some(comma > point),
                (Some(comma), None) => {
                    comma_seen = true;
                    certain(cell, ',', comma)
                }
                (None, Some(point)) => {
                    point_seen = true;
                    certain(cell, '.', point).map(|decimal| !decimal)
                }
                (None, None) => {
                    whole_seen |= cell.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
                    None
                }
            };
            match is_comma {
                Some(true) => comma_votes += 1,
                Some(false) => point_votes += 1,
                None => {}
            }
        }
        match comma_votes.cmp(&point_votes) {
            core::cmp::Ordering::Greater => Some(Self::DecimalComma),
            core::cmp::Ordering::Less => Some(Self::DecimalPoint),
            core::cmp::Ordering::Equal if comma_seen || (point_seen && whole_seen) => {
                Some(Self::DecimalComma)
            }
            core::cmp::Ordering::Equal => point_seen.then_some(Self::DecimalPoint),
        }
    }

    /// The decimal sign.
    pub(crate) const fn sign(self) -> char {
        self.signs().0
    }

    /// The number in a cell of a column whose form is known. A sign of thousands has to group three digits: the
    /// decimal sign of the other form is no ornament that could be left out.
    pub(crate) fn read(self, cell: &str) -> Option<f64> {
        let (decimal, thousands) = self.signs();
        if cell.contains(thousands) && !groups_thousands(cell.trim(), decimal, thousands) {
            return None;
        }
        self.parse(cell)
    }

    /// Decimal sign and sign of thousands.
    const fn signs(self) -> (char, char) {
        match self {
            Self::DecimalPoint => ('.', ','),
            Self::DecimalComma => (',', '.'),
        }
    }

    /// The number in a cell.
    pub(crate) fn parse(self, cell: &str) -> Option<f64> {
        let (decimal, thousands) = self.signs();
        let cell = cell.trim();
        if let Some(value) = short(cell.as_bytes(), decimal as u8) {
            return Some(value);
        }
        if let Ok(value) = cell.parse::<f64>()
            && !cell.contains(thousands)
            && (decimal == '.' || !cell.contains('.'))
        {
            // Words such as “inf” are no measurements.
            return (value.is_finite() && cell.bytes().any(|byte| byte.is_ascii_digit())).then_some(value);
        }
        let mut plain = String::with_capacity(cell.len());
        let mut decimals = false;
        for c in cell.chars() {
            match c {
                _ if c == decimal && !decimals => {
                    decimals = true;
                    plain.push('.');
                }
                _ if c == thousands && !decimals => {}
                _ if is_spacer(c) && !decimals => {}
                '0'..='9' | '+' | '-' | 'e' | 'E' => plain.push(c),
                _ => return None,
            }
        }
        plain.parse::<f64>().ok().filter(|value| value.is_finite())
    }
}

/// A number of up to 15 signs, all of them digits but for one decimal sign: digits and power of ten are exact, so their
/// quotient is the nearest number, as `parse` gives it.
fn short(bytes: &[u8], decimal: u8) -> Option<f64> {
    const POWERS: [f64; 15] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];
    if bytes.len() > POWERS.len() {
        return None;
    }
    let (mut digits, mut count) = (0_u64, 0_usize);
    let mut decimals_from = None;
    for byte in bytes {
        if byte.is_ascii_digit() {
            digits = digits * 10 + u64::from(byte - b'0');
            count += 1;
        } else if *byte == decimal && decimals_from.is_none() {
            decimals_from = Some(count);
        } else {
            return None;
        }
    }
    let decimals = count - decimals_from.unwrap_or(count);
    (count > 0).then(|| digits as f64 / POWERS[decimals])
}

/// Whether the sign at `position` is certainly the decimal sign (`true`) or certainly not.
fn certain(cell: &str, sign: char, position: usize) -> Option<bool> {
    if cell.matches(sign).count() > 1 {
        return Some(false);
    }
    let whole = cell[..position].trim_start_matches(['+', '-']);
    let decimals = &cell[position + 1..];
    let three_digits = decimals.len() == 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    // No thousands group starts with a zero or has more than three digits before it.
    (!three_digits || whole.is_empty() || whole.starts_with('0') || whole.len() > 3).then_some(true)
}

/// Whether the whole part of a number is written in groups of three digits, the first of which may be shorter
/// and does not begin with a zero.
fn groups_thousands(cell: &str, decimal: char, thousands: char) -> bool {
    let whole = cell.split(decimal).next().unwrap_or_default().trim_start_matches(['+', '-']);
    let mut groups = whole.split(thousands);
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && digits(group))
}

const fn is_spacer(c: char) -> bool {
    matches!(c, '\'' | '’' | ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(cells: &[&str]) -> NumberForm {
        NumberForm::of(cells.iter().copied())
    }

    #[test]
    fn the_column_decides_the_form() {
        assert_eq!(form(&["1.234,5"]), NumberForm::DecimalComma);
        assert_eq!(form(&["1,234.50"]), NumberForm::DecimalPoint);
        assert_eq!(form(&["1.234", "0.5"]), NumberForm::DecimalPoint);
        assert_eq!(form(&["1.234", "987"]), NumberForm::DecimalComma);
        assert_eq!(form(&["1.234", "0.125"]), NumberForm::DecimalPoint);
        assert_eq!(form(&["1.234", "2.345"]), NumberForm::DecimalPoint);
        assert_eq!(form(&["1,234", "2,345"]), NumberForm::DecimalComma);
        assert_eq!(form(&["1.234.567"]), NumberForm::DecimalComma);
        assert_eq!(form(&["5", "7"]), NumberForm::DecimalPoint);
    }

    #[test]
    fn three_digits_behind_leading_zeros_are_decimals() {
        // Beside a whole number, a point before three digits groups thousands: unless it cannot.
        for thousands in ["7.500", "100.125", "-100.125"] {
            assert_eq!(form(&[thousands, "987"]), NumberForm::DecimalComma, "{thousands}");
        }
        for decimals in ["0.125", "-0.125", "007.500", ".125", "1000.125"] {
            assert_eq!(form(&[decimals, "987"]), NumberForm::DecimalPoint, "{decimals}");
        }
        // Two that are certain outvote one that is.
        for decimals in ["0,125", "-0,125", "007,500", ",125", "1000,125"] {
            assert_eq!(form(&[decimals, decimals, "1.5"]), NumberForm::DecimalComma, "{decimals}");
        }
    }

    #[test]
    fn leading_zeros_change_no_number() {
        for (text, number) in [("007,5", 7.5), ("0,5", 0.5), ("000,250", 0.25), ("-00,5", -0.5), (",5", 0.5)]
        {
            assert_eq!(form(&[text, "7,5", "0,5"]), NumberForm::DecimalComma, "{text}");
            assert_eq!(NumberForm::DecimalComma.read(text), Some(number), "{text}");
            let text = text.replace(',', ".");
            assert_eq!(form(&[text.as_str(), "7.5", "0.5"]), NumberForm::DecimalPoint, "{text}");
            assert_eq!(NumberForm::DecimalPoint.read(&text), Some(number), "{text}");
        }
    }

    #[test]
    fn a_decimal_sign_of_the_other_form_is_not_left_out() {
        for text in
            ["0.5", "1.5", "12.34", "0.125", "007.500", ".125", "1234.567", "1.2345", "1.234E5", "1..234"]
        {
            assert_eq!(NumberForm::DecimalComma.read(text), None, "{text}");
            let text = text.replace('.', ",");
            assert_eq!(NumberForm::DecimalPoint.read(&text), None, "{text}");
        }
        for (text, number) in
            [("1.234", 1234.0), ("-12.345", -12345.0), ("1.234.567,8", 1_234_567.8), ("+123.456", 123_456.0)]
        {
            assert_eq!(NumberForm::DecimalComma.read(text), Some(number), "{text}");
        }
    }

    #[test]
    fn numbers_are_read_in_the_form_of_their_column() {
        assert_eq!(NumberForm::DecimalComma.parse("1.234,5"), Some(1234.5));
        assert_eq!(NumberForm::DecimalComma.parse("-0,25"), Some(-0.25));
        assert_eq!(NumberForm::DecimalPoint.parse("1'234.5"), Some(1234.5));
        assert_eq!(NumberForm::DecimalPoint.parse("1,234.5"), Some(1234.5));
        assert_eq!(NumberForm::DecimalPoint.parse("1 234"), Some(1234.0));
        assert_eq!(NumberForm::DecimalPoint.parse("1.5e3"), Some(1500.0));
        assert_eq!(NumberForm::DecimalComma.parse("1,5E3"), Some(1500.0));
        assert_eq!(NumberForm::DecimalComma.parse("12"), Some(12.0));
        for nonsense in ["", "inf", "NaN", "12 kW", "1,2,3x", "--5"] {
            assert_eq!(NumberForm::DecimalComma.parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn short_numbers_have_the_bits_of_all_others() {
        for text in [
            "0",
            "7.",
            ".5",
            "14.01",
            "0.1",
            "0.3",
            "123456789012345",
            "1.2345678901234",
            "99999.99",
            "008.10",
        ] {
            let expected: f64 = text.parse().unwrap();
            let value = NumberForm::DecimalPoint.parse(text).unwrap();
            assert_eq!(value.to_bits(), expected.to_bits(), "{text}");
            assert_eq!(NumberForm::DecimalComma.parse(&text.replace('.', ",")), Some(expected), "{text}");
        }
        for text in [".", ",", "1.2.3", ""] {
            assert_eq!(short(text.as_bytes(), b'.'), None, "{text}");
        }
    }

    #[test]
    fn gap_marks_are_no_numbers() {
        for mark in ["", " ", "-", "---", "#NV", "n/a", "NULL"] {
            assert!(is_gap(mark) && !looks_numeric(mark), "{mark}");
        }
        assert!(!is_gap("0"));
    }
}
