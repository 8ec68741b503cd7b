//! Verifying the log: which row is the first that cannot be believed.

use super::{ChainedRow, Checkpoint, GENESIS, Tree};

/// A log without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many rows it has.
    pub rows: u64,
    /// How many checkpoints agree with it.
    pub checkpoints: usize,
    /// Root of the tree over all rows.
    pub root: [u8; 32],
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A row is gone.
    #[error("row {0} is missing")]
    Missing(u64),
    /// The content of a row is not what was recorded.
    #[error("row {0} was changed")]
    Changed(u64),
    /// A row does not follow the one before it.
    #[error("row {0} does not follow row {before}: rows were exchanged, inserted or replaced", before = .0 - 1)]
    Unchained(u64),
    /// The log ends earlier than a checkpoint says.
    #[error("row {first} is missing: the log ends there, but a checkpoint names {size} rows")]
    Truncated {
        /// The first row that is gone.
        first: u64,
        /// How many there were.
        size: u64,
    },
    /// The rows are consistent, but not those that were signed.
    #[error("rows {first} to {last} are not those of the checkpoint with {last} rows: the log was rewritten")]
    Rewritten {
        /// The first row that may be false.
        first: u64,
        /// The last row of the checkpoint.
        last: u64,
    },
}

/// Walks through rows in their order. `stored_hash` stands beside each row. Checkpoints must be opened
/// already; they may come in any order.
///
/// # Errors
/// The first fault.
pub fn verify<'a>(
    rows: impl IntoIterator<Item = (&'a ChainedRow, &'a [u8])>,
    checkpoints: &[Checkpoint],
) -> Result<Verified, Fault> {
    let mut checkpoints: Vec<_> = checkpoints.iter().collect();
    checkpoints.sort_by_key(|checkpoint| checkpoint.size);
    let mut due = checkpoints.iter().peekable();
    let (mut tree, mut last_hash, mut believed) = (Tree::default(), GENESIS.to_vec(), 0);
    for (row, stored_hash) in rows {
        let expected = tree.size() + 1;
        match u64::try_from(row.seq) {
            Ok(seq) if seq == expected => {}
            Ok(seq) if seq > expected => return Err(Fault::Missing(expected)),
            _ => return Err(Fault::Unchained(expected)),
        }
        let hash = row.hash();
        if hash.as_slice() != stored_hash {
            return Err(Fault::Changed(expected));
        }
        if row.prev_hash != last_hash {
            return Err(Fault::Unchained(expected));
        }
        tree.push(&hash);
        last_hash = hash.to_vec();
        while let Some(checkpoint) = due.next_if(|checkpoint| checkpoint.size == expected) {
            if checkpoint.root != tree.root() {
                return Err(Fault::Rewritten { first: believed + 1, last: expected });
            }
            believed = expected;
        }
    }
    match checkpoints.last() {
        Some(last) if last.size > tree.size() => {
            Err(Fault::Truncated { first: tree.size() + 1, size: last.size })
        }
        _ => Ok(Verified { rows: tree.size(), checkpoints: checkpoints.len(), root: tree.root() }),
    }
}
