//! Every text of the product, by area, German and English side by side.
//!
//! A leaf: it knows nothing of what it speaks about. Constants are texts without values; phrases with values are
//! functions that take them. A third language is a field of [`Text`] and a variant of [`Language`].
#![forbid(unsafe_code)]

pub mod charts;
mod language;
pub mod notices;
pub mod pages;
pub mod passwords;
pub mod services;
mod text;
pub mod ui;
pub mod workspace;

pub use language::Language;
pub use text::{Text, folded, text};
