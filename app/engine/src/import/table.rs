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
    /// Whether every line stood in a pair of quotes, which was taken off.
    pub quoted_lines: bool,
    /// What commas mean.
    pub commas: Commas,
}

/// What the commas of a table mean that commas separate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Commas {
    /// They separate cells and nothing else.
    Plain,
    /// They are decimal signs as well; the parts of so many rows were joined again.
    Joined(usize),
    /// They are decimal signs as well, and nobody can tell which is which.
    Ambiguous {
        /// A line that shows it.
        line: usize,
        /// Cells of the heading.
        head: usize,
        /// Cells of the line.
        cells: usize,
    },
}

impl<'a> Table<'a> {
    /// Reads a text of lines with `;`, tab, `|`, comma or blanks between the cells, or with a single column.
    pub(crate) fn read(text: &'a str) -> Self {
        // Spreadsheet programs may name the separator in the first line.
        let named = text.lines().next().and_then(|line| line.trim().strip_prefix("sep="));
        let named = named.and_then(|rest| rest.chars().next()).filter(|sign| *sign != '"');
        let quoted_lines = are_quoted(text);
        let separator = named.or_else(|| find_separator(text, quoted_lines));
        let mut cells = 0;
        let mut rows: Vec<Row<'a>> = unquoted(text, quoted_lines)
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
        let commas = if separator == Some(',') { join_decimals(text, &mut rows) } else { Commas::Plain };
        let columns = typical_width(&rows);
        Self { rows, columns, separator, overflow: cells > TABLE_CELLS_MAX, quoted_lines, commas }
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

/// Whether nearly every line stands in one pair of quotes with several cells inside, as some programs write what
/// another program would have to read.
fn are_quoted(text: &str) -> bool {
    let (mut quoted, mut all) = (0, 0);
    for line in lines(text).filter(|line| !line.trim().is_empty()).take(2_000) {
        all += 1;
        let inner = in_quotes(line);
        quoted +=
            usize::from(inner.is_some_and(|inner| inner.contains([';', '\t', ',']) && !looks_numeric(inner)));
    }
    all > 10 && quoted * 20 > all * 19
}

/// What stands between the quotes around a line that has no others.
fn in_quotes(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('"')).then_some(inner)
}

/// The lines, without the quotes around them where these are no part of the table.
fn unquoted(text: &str, quoted: bool) -> impl Iterator<Item = &str> {
    lines(text).map(move |line| if quoted { in_quotes(line).unwrap_or(line) } else { line })
}

/// Rows that are wider than their heading have decimal commas that nobody protected. Where each value has both
/// parts, these are joined again.
fn join_decimals<'a>(text: &'a str, rows: &mut [Row<'a>]) -> Commas {
    let is_data = |row: &Row<'_>| row.cells.iter().skip(1).any(|cell| looks_numeric(cell));
    let Some(first) = rows.iter().position(is_data) else { return Commas::Plain };
    let Some(head) = first.checked_sub(1).map(|head| &rows[head].cells) else { return Commas::Plain };
    let width = head.len();
    let words = head.iter().all(|cell| !cell.is_empty() && !looks_numeric(cell));
    let data = &rows[first..];
    let wide = data.iter().filter(|row| row.cells.len() > width).count();
    // A point is the decimal sign of whoever writes commas between the cells.
    let has_points = data.iter().take(200).any(|row| row.cells.iter().skip(1).any(|cell| cell.contains('.')));
    if width < 2 || !words || wide * 2 < data.len() || has_points {
        return Commas::Plain;
    }
    let full = 1 + 2 * (width - 1);
    let fits = |row: &Row<'_>| {
        let count = row.cells.len();
        !looks_numeric(row.cell(0)) && (count == full || (width == 2 && count == 2))
    };
    let last = data.iter().rposition(is_data).map_or(0, |last| last + 1);
    if let Some(odd) = data[..last].iter().find(|row| !fits(row)) {
        return Commas::Ambiguous { line: odd.line, head: width, cells: odd.cells.len() };
    }
    let mut joined = 0;
    for row in rows[first..].iter_mut().filter(|row| row.cells.len() == full) {
        let pairs = row.cells[1..].chunks_exact(2).map(|pair| between(text, pair[0], pair[1]));
        row.cells = core::iter::once(row.cells[0]).chain(pairs).collect();
        joined += 1;
    }
    Commas::Joined(joined)
}

/// The part of a text from the beginning of one piece of it to the end of a later one.
fn between<'a>(text: &'a str, first: &str, last: &str) -> &'a str {
    let place = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    &text[place(first)..place(last) + last.len()]
}

fn find_separator(text: &str, quoted: bool) -> Option<char> {
    let lines: Vec<&str> = unquoted(text, quoted).filter(|line| !line.trim().is_empty()).collect();
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
    fn commas_between_cells_and_in_numbers_are_joined_where_that_is_certain() {
        let two = (0..50).map(|i| format!("2023-01-01 {i},2{i},8\n")).collect::<String>();
        let table = "time,power\n".to_owned() + &two;
        let table = Table::read(&table);
        assert_eq!(table.commas, Commas::Joined(50));
        assert_eq!(table.rows[3].cells, ["2023-01-01 2", "22,8"]);
        // Of three parts nobody knows which has a decimal.
        let three = "time,grid,load\n".to_owned() + &two.replace(",8", ",8,7");
        assert_eq!(Table::read(&three).commas, Commas::Ambiguous { line: 2, head: 3, cells: 4 });
        // With decimal points the rows have a column more than the heading names, and nothing else.
        let points = "time,power\n".to_owned() + &two.replace(",8", ".8,7");
        assert_eq!(Table::read(&points).commas, Commas::Plain);
    }

    #[test]
    fn quotes_around_whole_lines_are_taken_off() {
        let text = (0..20).map(|i| format!("\"01.01.2023 {i:02}:00;{i},5\"\n")).collect::<String>();
        let table = Table::read(&text);
        assert!(table.quoted_lines);
        assert_eq!(table.rows[7].cells, ["01.01.2023 07:00", "7,5"]);
        // A single column of numbers in quotes is what it is.
        assert!(!Table::read(&"\"12,5\"\n".repeat(20)).quoted_lines);
    }

    #[test]
    fn quotes_protect_separators_and_lines_keep_their_numbers() {
        assert_eq!(cells("\"x\",\"1,5\"\n\"y\",\"2,5\"\n"), [["x", "1,5"], ["y", "2,5"]]);
        let table = Table::read("a;b\r\n\r\n1;2;\r\n");
        assert_eq!((table.rows[1].line, table.rows[1].cells.len(), table.columns), (3, 2, 2));
    }
}
