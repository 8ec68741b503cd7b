//! The active cell and the rectangle that is selected around it.

use std::ops::RangeInclusive;

/// A place in the table: row and column counted from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Row.
    pub row: usize,
    /// Column among those shown.
    pub column: usize,
}

/// Selected cells: a rectangle, and the cell in it that keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The corner where the selection began.
    pub anchor: Position,
    /// The opposite corner, which Shift moves.
    pub end: Position,
    /// The cell that keys go to; inside the rectangle.
    pub active: Position,
}

/// A step of the active cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By rows and columns; stops at the border.
    By(isize, isize),
    /// To the border in a direction.
    ToBorder(isize, isize),
    /// To the first or last cell of the row.
    RowBorder(bool),
    /// To the first or last cell of the table.
    TableBorder(bool),
    /// To the next or previous cell, on to the next row behind the last column.
    Along(bool),
}

impl Selection {
    /// One cell.
    #[must_use]
    pub const fn cell(position: Position) -> Self {
        Self { anchor: position, end: position, active: position }
    }

    /// Everything from one corner to the other; keys go to the first.
    #[must_use]
    pub const fn range(anchor: Position, end: Position) -> Self {
        Self { anchor, end, active: anchor }
    }

    /// Selected rows.
    #[must_use]
    pub fn rows(&self) -> RangeInclusive<usize> {
        self.anchor.row.min(self.end.row)..=self.anchor.row.max(self.end.row)
    }

    /// Selected columns.
    #[must_use]
    pub fn columns(&self) -> RangeInclusive<usize> {
        self.anchor.column.min(self.end.column)..=self.anchor.column.max(self.end.column)
    }

    /// Whether a cell is selected.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        self.rows().contains(&position.row) && self.columns().contains(&position.column)
    }

    /// Whether more than one cell is selected.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.anchor != self.end
    }

    /// The last cell of the last row selected.
    #[must_use]
    pub fn corner(&self) -> Position {
        Position { row: *self.rows().end(), column: *self.columns().end() }
    }

    /// The selection after a step in a table of `rows` × `columns`; `extend` moves only the end.
    #[must_use]
    pub fn step(&self, step: Step, extend: bool, rows: usize, columns: usize) -> Self {
        if rows == 0 || columns == 0 {
            return Self::default();
        }
        let last = Position { row: rows - 1, column: columns - 1 };
        let from = if extend { self.end } else { self.active };
        let Position { row, column } = from;
        let to = match step {
            Step::By(down, right) => {
                Position { row: shift(row, down, last.row), column: shift(column, right, last.column) }
            }
            Step::ToBorder(down, right) => {
                Position { row: border(row, down, last.row), column: border(column, right, last.column) }
            }
            Step::RowBorder(end) => Position { row, column: if end { last.column } else { 0 } },
            Step::TableBorder(end) => {
                if end {
                    last
                } else {
                    Position::default()
                }
            }
            Step::Along(true) if column < last.column => Position { row, column: column + 1 },
            Step::Along(true) if row < last.row => Position { row: row + 1, column: 0 },
            Step::Along(false) if column > 0 => Position { row, column: column - 1 },
            Step::Along(false) if row > 0 => Position { row: row - 1, column: last.column },
            Step::Along(_) => from,
        };
        if extend { Self { end: to, ..*self } } else { Self::cell(to) }
    }

    /// The same range with the next or previous cell of it active, down its columns or along its rows.
    #[must_use]
    pub fn cycle(&self, down: bool, back: bool) -> Self {
        let (top, left) = (*self.rows().start(), *self.columns().start());
        let (height, width) = (self.rows().count(), self.columns().count());
        let (row, column) = (self.active.row.saturating_sub(top), self.active.column.saturating_sub(left));
        let at = if down { column * height + row } else { row * width + column };
        let count = height * width;
        let next = (at + if back { count - 1 } else { 1 }) % count;
        let (row, column) = if down { (next % height, next / height) } else { (next / width, next % width) };
        Self { active: Position { row: top + row, column: left + column }, ..*self }
    }

    /// The selection within a table that may have become smaller.
    #[must_use]
    pub fn within(&self, rows: usize, columns: usize) -> Self {
        let clamp = |position: Position| Position {
            row: position.row.min(rows.saturating_sub(1)),
            column: position.column.min(columns.saturating_sub(1)),
        };
        Self { anchor: clamp(self.anchor), end: clamp(self.end), active: clamp(self.active) }
    }
}

fn shift(at: usize, by: isize, last: usize) -> usize {
    at.saturating_add_signed(by).min(last)
}

fn border(at: usize, direction: isize, last: usize) -> usize {
    match direction.signum() {
        1 => last,
        -1 => 0,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: usize, column: usize) -> Selection {
        Selection::cell(Position { row, column })
    }

    #[test]
    fn steps_stop_at_the_border_of_the_table() {
        assert_eq!(at(0, 0).step(Step::By(-1, -1), false, 3, 4), at(0, 0));
        assert_eq!(at(2, 3).step(Step::By(1, 1), false, 3, 4), at(2, 3));
        assert_eq!(at(1, 1).step(Step::ToBorder(1, 0), false, 3, 4), at(2, 1));
        assert_eq!(at(1, 1).step(Step::TableBorder(true), false, 3, 4), at(2, 3));
    }

    #[test]
    fn tab_goes_on_in_the_next_row() {
        assert_eq!(at(0, 3).step(Step::Along(true), false, 3, 4), at(1, 0));
        assert_eq!(at(1, 0).step(Step::Along(false), false, 3, 4), at(0, 3));
        assert_eq!(at(2, 3).step(Step::Along(true), false, 3, 4), at(2, 3));
    }

    #[test]
    fn shift_extends_from_the_anchor_in_any_direction() {
        let selection = at(2, 2).step(Step::By(-1, -2), true, 5, 5);
        assert_eq!((selection.rows(), selection.columns()), (1..=2, 0..=2));
        assert_eq!(selection.active, Position { row: 2, column: 2 });
        assert_eq!(selection.corner(), Position { row: 2, column: 2 });
        assert!(selection.contains(Position { row: 1, column: 0 }));
        assert!(!selection.contains(Position { row: 3, column: 0 }));
    }

    #[test]
    fn keys_go_around_inside_a_range() {
        let range = Selection::range(Position { row: 3, column: 2 }, Position { row: 2, column: 1 });
        let walk = |down, back| {
            let mut selection = Selection { active: Position { row: 2, column: 1 }, ..range };
            let mut seen = Vec::new();
            for _ in 0..4 {
                selection = selection.cycle(down, back);
                assert_eq!((selection.anchor, selection.end), (range.anchor, range.end));
                seen.push((selection.active.row, selection.active.column));
            }
            seen
        };
        assert_eq!(walk(true, false), [(3, 1), (2, 2), (3, 2), (2, 1)]);
        assert_eq!(walk(false, false), [(2, 2), (3, 1), (3, 2), (2, 1)]);
        assert_eq!(walk(false, true), [(3, 2), (3, 1), (2, 2), (2, 1)]);
    }

    #[test]
    fn a_smaller_table_pulls_the_selection_in() {
        assert_eq!(at(9, 9).within(3, 4), at(2, 3));
        assert_eq!(at(9, 9).within(0, 4), at(0, 3));
    }
}
