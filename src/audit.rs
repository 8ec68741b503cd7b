//! The audit log apart from its storage: what is recorded, how rows are chained, how a state of the log is
//! signed and how all of it is verified.

mod chain;
mod checkpoint;
pub mod csv;
mod event;
mod review;
mod verification;

pub use chain::{ChainedRow, GENESIS, Tree};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use event::{Action, Details, Entry, Object, Origin, Outcome, Told};
pub use review::{Review, ReviewFault, verify_reviews};
pub use verification::{Fault, Verified, Walk, verify};
