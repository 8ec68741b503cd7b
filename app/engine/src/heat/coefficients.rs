//! Coefficients and weekday factors of the SigLinDe profiles, read and checked once.

use std::sync::LazyLock;

use super::HeatSlp;
use crate::data_table::DataTable;
use crate::tables::PublishedTable;

/// Coefficients of h(T) and weekday factors from Monday to Sunday.
pub(super) struct Coefficients {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub d: f64,
    pub m_h: f64,
    pub b_h: f64,
    pub m_w: f64,
    pub b_w: f64,
    pub weekday_factors: [f64; 7],
}

/// Coefficients in the order of [`HeatSlp::ALL`].
pub(super) fn coefficients() -> &'static [Coefficients] {
    static ALL: LazyLock<Vec<Coefficients>> = LazyLock::new(|| {
        read(PublishedTable::HeatCoefficients.text()).expect("the SigLinDe table ships checked")
    });
    &ALL
}

fn read(text: &str) -> Result<Vec<Coefficients>, String> {
    let table = DataTable::read(text);
    let rows = table.numbers::<15>(1)?;
    if rows.len() != HeatSlp::ALL.len() {
        return Err(format!("{} rows instead of {}", rows.len(), HeatSlp::ALL.len()));
    }
    rows.into_iter()
        .zip(HeatSlp::ALL)
        .map(|((names, [a, b, c, d, m_h, b_h, m_w, b_w, weekday_factors @ ..]), slp)| {
            if names != [slp.code()] {
                return Err(format!("{names:?} instead of {}", slp.code()));
            }
            let week: f64 = weekday_factors.iter().sum();
            if (week - 7.0).abs() > 1e-9 {
                return Err(format!("{}: weekday factors add up to {week} instead of 7", slp.code()));
            }
            Ok(Coefficients { a, b, c, d, m_h, b_h, m_w, b_w, weekday_factors })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_table_is_refused() {
        assert!(read(PublishedTable::HeatCoefficients.text()).is_ok());
        assert!(read(&PublishedTable::HeatCoefficients.text().replacen("1.0354", "1.0355", 1)).is_err());
        assert!(read(&PublishedTable::HeatCoefficients.text().replacen("HEF33", "HEF35", 1)).is_err());
    }
}
