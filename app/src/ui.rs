//! The parts that pages are made of.

mod ago;
mod field;
mod frame;
mod icon;

pub use ago::ago;
pub use field::{Field, FieldKind, problem_text};
pub use frame::{Crumb, TopBar, simple_page};
pub use icon::Icon;
