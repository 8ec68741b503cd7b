//! Reads the tables that ship with the engine: `#` header lines, then rows of comma-separated fields.

/// A data file after its header; every problem is reported with the line it stands on.
pub(crate) struct DataTable<'a> {
    /// Rows as line number and fields.
    rows: Vec<(usize, Vec<&'a str>)>,
    total: Option<f64>,
}

/// The text fields and the numbers of a row.
pub(crate) type NumberRow<'t, 'a, const N: usize> = (&'t [&'a str], [f64; N]);

impl<'a> DataTable<'a> {
    /// Splits the text of a data file.
    pub(crate) fn read(text: &'a str) -> Self {
        let mut rows = Vec::new();
        let mut total = None;
        for (index, line) in text.lines().enumerate() {
            if let Some(comment) = line.strip_prefix('#') {
                if let Some(value) = comment.trim().strip_prefix("total:") {
                    total = value.trim().parse().ok();
                }
            } else if !line.trim().is_empty() {
                rows.push((index + 1, line.split(',').map(str::trim).collect()));
            }
        }
        Self { rows, total }
    }

    /// Rows with exactly `texts` leading text fields and `N` numbers.
    pub(crate) fn numbers<const N: usize>(&self, texts: usize) -> Result<Vec<NumberRow<'_, 'a, N>>, String> {
        self.rows
            .iter()
            .map(|(line, fields)| {
                if fields.len() != texts + N {
                    return Err(format!("line {line}: {} fields instead of {}", fields.len(), texts + N));
                }
                let mut numbers = [0.0; N];
                for (number, field) in numbers.iter_mut().zip(&fields[texts..]) {
                    *number = field.parse().map_err(|_| format!("line {line}: “{field}” is no number"))?;
                }
                Ok((&fields[..texts], numbers))
            })
            .collect()
    }

    /// Compares a sum with the `total` of the header.
    pub(crate) fn check_total(&self, sum: f64) -> Result<(), String> {
        match self.total {
            Some(total) if (sum - total).abs() <= 1e-9 * total.abs() => Ok(()),
            Some(total) => Err(format!("the values add up to {sum} instead of {total}")),
            None => Err("the header names no total".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_total_is_noticed() {
        let table = DataTable::read("# total: 6\na,1,2\nb,1,2\n");
        let rows = table.numbers::<2>(1).unwrap();
        assert_eq!(rows[1], (&["b"][..], [1.0, 2.0]));
        assert!(table.check_total(6.0).is_ok());
        assert!(table.check_total(6.1).is_err());
    }

    #[test]
    fn a_wrong_count_names_its_line() {
        assert_eq!(
            DataTable::read("# head\na,1\n").numbers::<2>(1).unwrap_err(),
            "line 2: 2 fields instead of 3"
        );
    }
}
