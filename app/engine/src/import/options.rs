//! What a user can tell an import.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::obis::Register;
use super::report::ValueColumn;
use super::unit::Unit;
use super::zone::TimeZone;

/// Answers to questions that a file leaves open; what is `None` is found out from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportOptions {
    /// Unit of the values.
    pub unit: Option<Unit>,
    /// Calendar year that the profile is for. Files without dates are of this year; the values of another
    /// year are moved by whole days, so that the weekdays fit.
    pub year: Option<i32>,
    /// Clock of the time stamps; stamps with an offset from UTC keep it.
    pub time_zone: Option<TimeZone>,
    /// Column with the values, or the register where rows or messages have several.
    pub column: Option<ColumnChoice>,
    /// Name or number, from 1, of the sheet of a workbook.
    pub sheet: Option<String>,
    /// Which end of the interval the stamps name.
    pub stamp: Option<StampRule>,
    /// What happens to gaps of more than two hours.
    pub gaps: GapRepair,
    /// What happens to values below zero.
    pub negatives: NegativeRule,
    /// What happens to values far above all others.
    pub outliers: OutlierRule,
}

impl ImportOptions {
    /// The year, if it is one for which there can be metered values.
    pub(super) fn known_year(&self) -> Option<i32> {
        self.year.filter(|year| (1900..=2200).contains(year))
    }
}

/// Which end of its interval a time stamp names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StampRule {
    /// The start: the first stamp of the year is 00:00.
    Start,
    /// The end: the last stamp of the year is 00:00 or 24:00.
    End,
}

/// What happens to gaps of more than two hours; shorter ones are filled in a straight line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapRepair {
    /// The file is refused.
    #[default]
    Refuse,
    /// They get the mean of the same times one week before and one week after.
    SameWeekday,
}

/// What happens to values below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NegativeRule {
    /// They stay.
    #[default]
    Keep,
    /// They become zero.
    Zero,
}

/// What happens to values far above all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutlierRule {
    /// They stay.
    #[default]
    Keep,
    /// They are replaced like missing values.
    Repair,
}

/// A column by position or by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnChoice {
    /// Position, from 0.
    Index(usize),
    /// Heading or a part of it that no other column has, an OBIS code, the number from 1, or the letter that
    /// spreadsheet programs give it.
    Name(String),
}

impl ColumnChoice {
    /// Position in the list of the column that is meant.
    pub(super) fn find(&self, columns: &[ValueColumn]) -> Option<usize> {
        let of_index = |index: usize| columns.iter().position(|column| column.index == index);
        let name = match self {
            Self::Index(index) => return of_index(*index),
            Self::Name(name) => name.trim().to_lowercase(),
        };
        if name.is_empty() {
            return None;
        }
        let only = |test: &dyn Fn(&str) -> bool| {
            let mut found =
                columns.iter().enumerate().filter(|(_, column)| test(&column.name.to_lowercase()));
            let first = found.next().map(|(index, _)| index);
            first.filter(|_| found.next().is_none())
        };
        let of_register = || {
            let wanted = Register::find(&name)?;
            only(&|column| Register::find(column) == Some(wanted))
        };
        only(&|column| column == name)
            .or_else(|| only(&|column| column.starts_with(&name)))
            .or_else(|| only(&|column| column.contains(&name)))
            .or_else(of_register)
            .or_else(|| name.parse::<usize>().ok().and_then(|number| of_index(number.checked_sub(1)?)))
            .or_else(|| match name.as_bytes() {
                [letter @ b'a'..=b'z'] => of_index(usize::from(letter - b'a')),
                _ => None,
            })
    }
}

impl fmt::Display for ColumnChoice {
    /// The name as it was given, or the number from 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "{}", index + 1),
            Self::Name(name) => f.write_str(name),
        }
    }
}
