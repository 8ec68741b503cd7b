//! SVG path data in tenths of a pixel, written relative to the point before, which is shortest.

/// Path data under construction.
#[derive(Clone, Debug, Default)]
pub struct PathData {
    text: String,
    at: (i32, i32),
}

impl PathData {
    /// Starts a new line.
    pub fn move_to(&mut self, x: f64, y: f64) {
        self.move_to_tenths(tenths(x), tenths(y));
    }

    /// Draws a straight line.
    pub fn line_to(&mut self, x: f64, y: f64) {
        self.line_to_tenths(tenths(x), tenths(y));
    }

    /// Starts a new line at tenths of a pixel.
    pub fn move_to_tenths(&mut self, x: i32, y: i32) {
        self.text.push('M');
        push_tenths(&mut self.text, x);
        push_separated(&mut self.text, y);
        self.at = (x, y);
    }

    /// Draws a straight line to a point in tenths of a pixel.
    pub fn line_to_tenths(&mut self, x: i32, y: i32) {
        let (dx, dy) = (x - self.at.0, y - self.at.1);
        match (dx, dy) {
            (0, 0) => return,
            (_, 0) => {
                self.text.push('h');
                push_tenths(&mut self.text, dx);
            }
            (0, _) => {
                self.text.push('v');
                push_tenths(&mut self.text, dy);
            }
            _ => {
                self.text.push('l');
                push_tenths(&mut self.text, dx);
                push_separated(&mut self.text, dy);
            }
        }
        self.at = (x, y);
    }

    /// Closes the area.
    pub fn close(&mut self) {
        self.text.push('Z');
    }

    /// The text of the attribute `d`.
    pub fn finish(self) -> String {
        self.text
    }
}

/// A length as tenths; what is not finite becomes 0.
fn tenths(value: f64) -> i32 {
    libm::round(value * 10.0) as i32
}

/// Appends a number of tenths; a minus sign separates from what stands before.
fn push_separated(text: &mut String, tenths: i32) {
    if tenths >= 0 {
        text.push(' ');
    }
    push_tenths(text, tenths);
}

fn push_tenths(text: &mut String, tenths: i32) {
    let magnitude = tenths.unsigned_abs();
    if tenths < 0 {
        text.push('-');
    }
    let (whole, tenth) = (magnitude / 10, magnitude % 10);
    if whole > 0 || tenth == 0 {
        push_whole(text, whole);
    }
    if tenth > 0 {
        text.push('.');
        text.push(digit(tenth));
    }
}

fn push_whole(text: &mut String, value: u32) {
    if value >= 10 {
        push_whole(text, value / 10);
    }
    text.push(digit(value % 10));
}

const fn digit(value: u32) -> char {
    (b'0' + value as u8) as char
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_data_is_relative_and_short() {
        let mut path = PathData::default();
        path.move_to(10.04, 5.0);
        path.line_to(11.0, 4.5);
        path.line_to(21.0, 4.5);
        path.line_to(21.0, 0.0);
        path.line_to(20.96, 0.01);
        path.line_to(22.0, -1.0);
        path.close();
        assert_eq!(path.finish(), "M10 5l1-.5h10v-4.5l1-1Z");
    }
}
