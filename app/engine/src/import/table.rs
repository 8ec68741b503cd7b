//! Splits a text into rows and cells; finds the separator by itself.

use super::number::looks_numeric;

/// Most cells of a row that are read; a day has at most 300 steps.
const CELLS_MAX: usize = 512;
/// Most cells of a table that are read: a year of minutes with five columns.
pub(crate) const TABLE_CELLS_MAX: usize = 3_000_000;

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
    /// What stands between the cells; `None` if there is one column.
    pub separator: Option<char>,
    /// Whether the text has more cells than are read.
    pub overflow: bool,
}

impl<'a> Table<'a> {
    /// Reads a text of lines with `;`, tab, `|`, comma or blanks between the cells, or with a single column.
    pub(crate) fn read(text: &'a str) -> Self {
        // Spreadsheet programs may name the separator in the first line.
        let named = text.lines().next().and_then(|line| line.trim().strip_prefix("sep="));
        let named = named.and_then(|rest| rest.chars().next()).filter(|sign| *sign != '"');
        let separator = named.or_else(|| find_separator(text));
        let mut cells = 0;
        let rows: Vec<Row<'a>> = lines(text)
            .enumerate()
            .skip(usize::from(named.is_some()))
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(index, line)| Row { line: index + 1, cells: split(line, separator) })
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            .take_while(|row| {
                cells += row.cells.len();
                cells <= TABLE_CELLS_MAX
            })
            .collect();
        let columns = typical_width(&rows);
        Self { rows, columns, separator, overflow: cells > TABLE_CELLS_MAX }
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

/// Lines that end in LF, CR LF or, in old files, CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let old = !text.contains('\n') && text.contains('\r');
    let sign = if old { '\r' } else { '\n' };
    text.split(sign).map(|line| line.strip_suffix('\r').unwrap_or(line))
}

fn find_separator(text: &str) -> Option<char> {
    let lines: Vec<&str> = lines(text).filter(|line| !line.trim().is_empty()).collect();
    let start = lines.len() / 8;
    let step = (lines.len() / 400).max(1);
    let sample: Vec<&str> = lines[start..].iter().step_by(step).take(300).copied().collect();
    let share =
        |test: &dyn Fn(&str) -> bool| sample.iter().filter(|line| test(line)).count() * 10 > sample.len() * 9;
    if let Some(sign) = [';', '\t', '|'].into_iter().find(|sign| share(&|line| line.contains(*sign))) {
        return Some(sign);
    }
    if share(&|line| line.contains(',')) {
        // A lone number such as `12,5` has a decimal comma; anything else with commas is separated by them.
        let lone = |line: &str| line.matches(',').count() == 1 && looks_numeric(line);
        // So has the last of several numbers or stamps that blanks separate.
        let blanks = |line: &str| {
            let last = line.split_whitespace().next_back().unwrap_or_default();
            line.split_whitespace().count() > 1
                && line.matches(',').count() == 1
                && last.contains(',')
                && looks_numeric(last)
                && !last.contains(':')
        };
        return if share(&lone) && !counts_up(&lines) {
            None
        } else if share(&blanks) {
            Some(' ')
        } else {
            Some(',')
        };
    }
    // Blanks separate only where each line has as many parts, the last of them a number.
    let parts = sample.first().map_or(0, |line| line.split_whitespace().count());
    let same = |line: &str| {
        let mut cells = line.split_whitespace();
        cells.clone().count() == parts && cells.next_back().is_some_and(looks_numeric)
    };
    (parts > 1 && share(&same) && !share(&looks_numeric)).then_some(' ')
}

/// Whether the whole numbers before the first commas grow by equal steps, as row numbers and seconds do.
fn counts_up(lines: &[&str]) -> bool {
    let rows = lines[lines.len() / 8..].iter().take(50);
    let numbers: Vec<i64> =
        rows.map_while(|line| line.split(',').next().and_then(|number| number.trim().parse().ok())).collect();
    let step = numbers.get(1).zip(numbers.first()).map_or(0, |(second, first)| second.saturating_sub(*first));
    step > 0 && numbers.len() > 10 && numbers.windows(2).all(|pair| pair[1].saturating_sub(pair[0]) == step)
}

fn split(line: &str, separator: Option<char>) -> Vec<&str> {
    let Some(separator) = separator else {
        return vec![unquote(line)];
    };
    if separator == ' ' {
        return line.split_whitespace().map(unquote).take(CELLS_MAX).collect();
    }
    let mut cells = Vec::with_capacity(4);
    if !line.contains('"') {
        cells.extend(line.split(separator).map(str::trim).take(CELLS_MAX));
    } else {
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
        cells.truncate(CELLS_MAX);
    }
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
