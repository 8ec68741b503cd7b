//! Where rows and columns are, as numbers.

use super::selection::Position;

/// Rows drawn by the server, before the size of the table is known.
pub const FIRST_ROWS: usize = 24;
/// Rows drawn beyond both edges of the table.
const SPARE_ROWS: usize = 10;
/// Rows that come and go together while scrolling.
const STEP_ROWS: usize = 5;

/// Sizes in CSS pixels, measured when they may have changed, so that moving about never has to wait for a
/// layout.
#[derive(Clone, Debug)]
pub struct Geometry {
    /// Height of a row.
    pub row: f64,
    /// Height of the head.
    pub head: f64,
    /// Width of the table.
    pub width: f64,
    /// Height of the table.
    pub height: f64,
    /// Left and right edge of every column, from the left edge of the table's content.
    pub columns: Vec<(f64, f64)>,
    /// How far it is scrolled down.
    pub scroll_top: f64,
    /// How far it is scrolled to the right.
    pub scroll_left: f64,
}

impl Default for Geometry {
    fn default() -> Self {
        let (row, head) = (32.0, 68.0);
        let height = row * FIRST_ROWS as f64;
        Self { row, head, width: 0.0, height, columns: Vec::new(), scroll_top: 0.0, scroll_left: 0.0 }
    }
}

impl Geometry {
    /// First row to be drawn, and how many.
    #[must_use]
    pub fn window(&self) -> (usize, usize) {
        let above = (self.scroll_top / self.row) as usize;
        let first = above.saturating_sub(SPARE_ROWS) / STEP_ROWS * STEP_ROWS;
        (first, (self.height / self.row) as usize + 2 * SPARE_ROWS + STEP_ROWS)
    }

    /// Where to scroll so that a cell is clear of the head, the totals and the fixed columns.
    #[must_use]
    pub fn scroll_to(&self, position: Position) -> (f64, f64) {
        let (mut top, mut left) = (self.scroll_top, self.scroll_left);
        let row_top = position.row as f64 * self.row;
        let visible = self.height - self.head - self.row;
        if row_top < top {
            top = row_top;
        } else if row_top + self.row > top + visible {
            top = row_top + self.row - visible;
        }
        let fixed = self.columns.first().map_or(0.0, |(_, right)| *right);
        match self.columns.get(position.column) {
            // The first column is always there; going to it shows the start of the row.
            Some(_) if position.column == 0 => left = 0.0,
            Some((from, _)) if *from < left + fixed => left = from - fixed,
            Some((_, to)) if *to > left + self.width => left = to - self.width,
            _ => {}
        }
        (top, left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry() -> Geometry {
        Geometry {
            row: 32.0,
            head: 68.0,
            width: 600.0,
            height: 420.0,
            columns: vec![(36.0, 236.0), (236.0, 400.0), (400.0, 500.0), (500.0, 700.0), (700.0, 800.0)],
            ..Geometry::default()
        }
    }

    fn at(row: usize, column: usize) -> Position {
        Position { row, column }
    }

    #[test]
    fn a_visible_cell_does_not_move_the_table() {
        assert_eq!(geometry().scroll_to(at(3, 2)), (0.0, 0.0));
    }

    #[test]
    fn a_cell_is_shown_clear_of_totals_and_fixed_columns() {
        // 10 rows fit between head and totals.
        assert_eq!(geometry().scroll_to(at(10, 3)), (32.0, 100.0));
        let scrolled = Geometry { scroll_left: 300.0, scroll_top: 640.0, ..geometry() };
        assert_eq!(scrolled.scroll_to(at(5, 1)), (160.0, 0.0));
        assert_eq!(scrolled.scroll_to(at(22, 0)), (640.0, 0.0));
    }

    #[test]
    fn spare_rows_are_drawn_on_both_sides_and_change_in_steps() {
        assert_eq!(geometry().window(), (0, 38));
        let scrolled = |scroll_top| Geometry { scroll_top, ..geometry() }.window().0;
        assert_eq!((scrolled(32.0 * 14.0), scrolled(32.0 * 15.0), scrolled(32.0 * 20.0)), (0, 5, 10));
    }
}
