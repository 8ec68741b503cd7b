//! Linear optimisation over a ring of equal steps: mathematics only, no kilowatts.
//!
//! A [`Problem`] has the same pattern of variables and rows in every step. Rows link a step at most with the
//! step before it, and the step before the first is the last. Few *capacities* bound the variables of many steps
//! and cost once; few *totals* are rows over all steps. An interior-point method that knows this structure
//! solves a year of hours in about a second, where a general one needs minutes.
//!
//! Written with + − × ÷ and square roots in a fixed order, without threads: a native build and wasm give the
//! same bits.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod block;
mod border;
pub mod certificate;
mod chain;
pub mod check;
pub mod elastic;
mod form;
#[cfg(feature = "clarabel")]
mod general;
mod method;
mod normal;
mod plane;
pub mod problem;
pub mod series;
pub mod solution;
mod solve;

pub use certificate::Certificate;
pub use elastic::Limit;
pub use problem::{
    Capacity, CapacityId, Direction, Problem, Row, RowId, Term, Total, TotalId, Upper, Variable, VariableId,
};
pub use series::Series;
pub use solution::{Failure, Flow, Method, Progress, Ray, Shortage, Solution, Statistics};
#[cfg(feature = "clarabel")]
pub use solve::solve_general;
pub use solve::{TOLERANCE, solve};
