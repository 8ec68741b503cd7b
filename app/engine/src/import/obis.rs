//! OBIS codes, by which meters name their registers (IEC 62056-61, for example `1-1:1.29.0`).

use super::unit::Unit;

/// Groups C and D of a code: what is measured, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Register {
    /// 1 active import, 2 active export, 3 to 8 reactive, 9 and 10 apparent.
    pub quantity: u8,
    /// 29 and 9 energy of an interval, 4, 5 and 25 mean power, 8 the reading of a counter.
    pub form: u8,
}

impl Register {
    /// The code in a text.
    pub(super) fn find(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let end = bytes[at..]
                .iter()
                .position(|byte| !(byte.is_ascii_digit() || *byte == b'.'))
                .map_or(bytes.len(), |length| at + length);
            // A letter before it makes it a version or a name.
            let free = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
            let after_colon = at > 0 && bytes[at - 1] == b':';
            if free && let Some(register) = Self::of_groups(&text[at..end], after_colon) {
                return Some(register);
            }
            at = end;
        }
        None
    }

    fn of_groups(text: &str, after_colon: bool) -> Option<Self> {
        let mut groups = text.trim_end_matches('.').split('.');
        let (c, d, e) = (groups.next()?, groups.next()?, groups.next());
        let short = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && (text.len() == 1 || !text.starts_with('0'))
        };
        // Without group E only behind `1-1:`, else every decimal number were a code.
        if groups.next().is_some() || !short(c, 2) || !short(d, 2) || !e.map_or(after_colon, |e| short(e, 3))
        {
            return None;
        }
        let register = Self { quantity: c.parse().ok()?, form: d.parse().ok()? };
        let known = matches!(register.form, 4..=9 | 24..=29) && (1..=15).contains(&register.quantity);
        known.then_some(register)
    }

    /// Whether it counts active energy or power drawn from the grid.
    pub(super) const fn is_import(self) -> bool {
        matches!(self.quantity, 1 | 15)
    }

    /// Whether it is the reading of a counter and no load.
    pub(super) const fn is_counter(self) -> bool {
        self.form == 8
    }

    /// Unit that the code stands for.
    pub(super) const fn unit(self) -> Option<Unit> {
        match self.form {
            9 | 29 => Some(Unit::Kwh),
            4 | 5 | 25 => Some(Unit::Kw),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_headings_and_dates_are_none() {
        let register = |quantity, form| Some(Register { quantity, form });
        assert_eq!(Register::find("1-1:1.29.0"), register(1, 29));
        assert_eq!(Register::find("Wirkarbeit 1-0:2.29.0*255 [kWh]"), register(2, 29));
        assert_eq!(Register::find("1.5.0"), register(1, 5));
        assert_eq!(Register::find("(1-1:1.29)"), register(1, 29));
        for text in ["01.05.2023", "1.5", "12.5 kW", "V1.5.0", "", "1.234.567", "31.12.23"] {
            assert_eq!(Register::find(text), None, "{text}");
        }
    }
}
