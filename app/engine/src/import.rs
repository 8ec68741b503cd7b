//! Reads metered load profiles from text tables as they come from meters, portals and spreadsheets.

mod decode;
pub(crate) mod number;
pub(crate) mod table;

pub use decode::{Encoding, ForeignFormat, decode};
