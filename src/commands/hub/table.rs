//! The table of series: a heading, then one row a step.

use super::HubError;

/// Columns as text; numbers are read when a column is used, so that others may hold anything.
#[derive(Debug, Default)]
pub struct Table {
    headings: Vec<String>,
    /// Line of the file and its cells.
    rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// Reads a table; the delimiter is a comma, a semicolon or a tabulator, as the heading has it.
    pub fn read(bytes: &[u8]) -> Result<Self, HubError> {
        let text = std::str::from_utf8(bytes).map_err(|_| field("the table", "not UTF-8"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let (_, heading) = lines.next().ok_or_else(|| field("the table", "empty"))?;
        let delimiter =
            [',', ';', '\t'].into_iter().find(|delimiter| heading.contains(*delimiter)).unwrap_or(',');
        let cells =
            |line: &str| line.split(delimiter).map(|cell| cell.trim().trim_matches('"').to_owned()).collect();
        let rows = lines.map(|(number, line)| (number + 1, cells(line))).collect();
        Ok(Self { headings: cells(heading), rows })
    }

    /// Names of all columns.
    pub fn known(&self) -> String {
        if self.headings.is_empty() { "none, give --series".to_owned() } else { self.headings.join(", ") }
    }

    /// The numbers of a column, one a step.
    pub fn column(&self, place: &str, name: &str, steps: usize) -> Result<Vec<f64>, HubError> {
        let mut found = self.headings.iter().enumerate().filter(|(_, heading)| *heading == name);
        let unknown =
            || HubError::UnknownSeries { place: place.into(), name: name.into(), known: self.known() };
        let (column, _) = found.next().ok_or_else(unknown)?;
        let wrong = |line, reason: String| HubError::Series { name: name.into(), line, reason };
        if found.next().is_some() {
            return Err(wrong(None, "two columns have this heading".into()));
        }
        if self.rows.len() != steps {
            return Err(wrong(None, format!("{} values, but n_steps is {steps}", self.rows.len())));
        }
        self.rows
            .iter()
            .map(|(line, cells)| {
                let cell = cells.get(column).map_or("", String::as_str);
                let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
                number.ok_or_else(|| {
                    wrong(Some(*line), format!("“{cell}” is not a number; decimals follow a point"))
                })
            })
            .collect()
    }

    /// The line of a step.
    pub fn line(&self, step: usize) -> Option<usize> {
        self.rows.get(step).map(|(line, _)| *line)
    }
}

fn field(place: &str, reason: &str) -> HubError {
    HubError::Field { place: place.into(), reason: reason.into() }
}
