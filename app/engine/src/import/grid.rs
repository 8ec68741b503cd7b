//! Rows of cells, as a text table or a sheet of a workbook has them.

use std::borrow::Cow;

use super::table::{TABLE_CELLS_MAX, Table};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Text, also that of a number or a stamp; empty for an empty cell.
    Text(Cow<'a, str>),
    /// A number of a workbook.
    Number(f64),
    /// Day number of a workbook, with the time of day as its fraction.
    Moment(f64),
    /// A formula whose result is not stored.
    Formula,
}

impl Cell<'_> {
    /// The text of the cell; empty for numbers.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// Whether nothing stands in the cell.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

static EMPTY: Cell<'static> = Cell::Text(Cow::Borrowed(""));

/// A table: its cells one after the other, and where each row begins.
#[derive(Debug, Default)]
pub(super) struct Grid<'a> {
    cells: Vec<Cell<'a>>,
    /// Number in the file, from 1, and first cell of each row.
    rows: Vec<(usize, usize)>,
    /// Number of cells of the widest row that is common.
    pub columns: usize,
}

impl<'a> Grid<'a> {
    /// The cells of a text table; `None` if there are too many.
    pub(super) fn of_table(table: &Table<'a>) -> Option<Self> {
        if table.overflow {
            return None;
        }
        let count: usize = table.rows.iter().map(|row| row.cells.len()).sum();
        let mut grid =
            Self { cells: Vec::with_capacity(count), rows: Vec::with_capacity(table.rows.len()), columns: 0 };
        for row in &table.rows {
            grid.start_row(row.line);
            grid.cells.extend(row.cells.iter().map(|cell| Cell::Text(Cow::Borrowed(*cell))));
        }
        grid.finish();
        Some(grid)
    }

    /// Begins a row with its number in the file.
    pub(super) fn start_row(&mut self, line: usize) {
        self.rows.push((line, self.cells.len()));
    }

    /// Adds a cell to the last row.
    pub(super) fn push(&mut self, cell: Cell<'a>) {
        self.cells.push(cell);
    }

    /// Cells in the last row so far.
    pub(super) fn width_of_last(&self) -> usize {
        self.rows.last().map_or(0, |(_, start)| self.cells.len() - start)
    }

    /// Whether no more cells fit into the memory that an import may take.
    pub(super) fn is_full(&self) -> bool {
        self.cells.len() >= TABLE_CELLS_MAX
    }

    /// Number of rows.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// Takes formulas without results for empty cells.
    pub(super) fn clear_formulas(&mut self) {
        for cell in self.cells.iter_mut().filter(|cell| **cell == Cell::Formula) {
            *cell = EMPTY.clone();
        }
    }

    /// Finds the usual width; called once, when all rows are there.
    pub(super) fn finish(&mut self) {
        let mut counts: Vec<usize> = Vec::new();
        for row in 0..self.height() {
            let width = self.row(row).len();
            if counts.len() <= width {
                counts.resize(width + 1, 0);
            }
            counts[width] += 1;
        }
        // A width that a tenth of the rows reach; rows may lack their last cells.
        let enough = self.height() / 10;
        let mut reached = 0;
        let wide = counts.iter().enumerate().rev().find(|(_, count)| {
            reached += **count;
            reached > enough
        });
        self.columns = wide.map_or(0, |(width, _)| width);
    }

    /// Number of a row in the file, from 1.
    pub(super) fn line(&self, row: usize) -> usize {
        self.rows[row].0
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: usize) -> &[Cell<'a>] {
        let start = self.rows[row].1;
        let end = self.rows.get(row + 1).map_or(self.cells.len(), |(_, start)| *start);
        &self.cells[start..end]
    }

    /// A cell; empty where the row is shorter.
    pub(super) fn cell(&self, row: usize, column: usize) -> &Cell<'a> {
        self.row(row).get(column).unwrap_or(&EMPTY)
    }

    /// Rows spread over the middle, where there is neither head nor tail.
    pub(super) fn sample(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        let start = self.height() / 8;
        let step = (self.height() / 400).max(1);
        (start..self.height()).step_by(step).take(300)
    }
}
