//! Splits a text into rows and cells; finds the separator by itself.

use super::number::looks_numeric;

/// A line of the file with its cells.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// Number of the line in the file, from 1.
    pub line: usize,
    /// Cells without surrounding blanks and quotes.
    pub cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// A cell; empty where the row is shorter.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).copied().unwrap_or_default()
    }
}

/// The rows of a text that are not blank.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// Rows in the order of the file.
    pub rows: Vec<Row<'a>>,
    /// Number of cells that most rows have.
    pub columns: usize,
}

impl<'a> Table<'a> {
    /// Reads a text of lines with `;`, tab or comma between the cells, or with a single column.
    pub(crate) fn read(text: &'a str) -> Self {
        let separator = find_separator(text);
        let rows: Vec<Row<'a>> = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(index, line)| Row { line: index + 1, cells: split(line, separator) })
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        let columns = typical_width(&rows);
        Self { rows, columns }
    }

    /// Rows spread over the middle of the file, where there is neither head nor tail.
    pub(crate) fn sample(&self) -> impl Iterator<Item = &Row<'a>> {
        let start = self.rows.len() / 8;
        let step = (self.rows.len() / 400).max(1);
        self.rows[start..].iter().step_by(step).take(300)
    }
}

fn typical_width(rows: &[Row<'_>]) -> usize {
    let mut counts: Vec<usize> = Vec::new();
    for row in rows {
        let width = row.cells.len();
        if counts.len() <= width {
            counts.resize(width + 1, 0);
        }
        counts[width] += 1;
    }
    counts.iter().enumerate().max_by_key(|(_, count)| **count).map_or(0, |(width, _)| width)
}

fn find_separator(text: &str) -> Option<char> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let start = lines.len() / 8;
    let step = (lines.len() / 400).max(1);
    let sample: Vec<&str> = lines[start..].iter().step_by(step).take(300).copied().collect();
    let most = |sign: char| sample.iter().filter(|line| line.contains(sign)).count() * 10 > sample.len() * 9;
    if let Some(sign) = [';', '\t', '|'].into_iter().find(|sign| most(*sign)) {
        return Some(sign);
    }
    if !most(',') {
        return None;
    }
    // A lone number such as `12,5` has a decimal comma; anything else with commas is separated by them.
    let lone_numbers =
        sample.iter().filter(|line| line.matches(',').count() == 1 && looks_numeric(line)).count();
    if lone_numbers * 10 > sample.len() * 9 { None } else { Some(',') }
}

fn split(line: &str, separator: Option<char>) -> Vec<&str> {
    let Some(separator) = separator else {
        return vec![unquote(line)];
    };
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (position, c) in line.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if c == separator && !quoted {
            cells.push(unquote(&line[start..position]));
            start = position + c.len_utf8();
        }
    }
    cells.push(unquote(&line[start..]));
    // A separator at the end of the line opens no column.
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    cells
}

fn unquote(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).map_or(cell, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<&str>> {
        Table::read(text).rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn separators_are_found() {
        assert_eq!(cells("a;b\n1,5;2\n"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(cells("a\tb\n1,5\t2\n"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(cells("2023-01-01 00:00,1.5\n2023-01-01 00:15,2\n")[1], ["2023-01-01 00:15", "2"]);
        assert_eq!(cells("1,5\n2,5\n3,0\n"), [["1,5"], ["2,5"], ["3,0"]]);
    }

    #[test]
    fn quotes_protect_separators_and_lines_keep_their_numbers() {
        assert_eq!(cells("\"x\",\"1,5\"\n\"y\",\"2,5\"\n"), [["x", "1,5"], ["y", "2,5"]]);
        let table = Table::read("a;b\r\n\r\n1;2;\r\n");
        assert_eq!((table.rows[1].line, table.rows[1].cells.len(), table.columns), (3, 2, 2));
    }
}
