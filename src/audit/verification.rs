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
    let mut walk = Walk::new(checkpoints);
    for (row, stored_hash) in rows {
        walk.step(row, stored_hash)?;
    }
    walk.end()
}

/// A verification row by row, for logs that do not fit into memory.
pub struct Walk {
    /// By size, the smallest first.
    checkpoints: Vec<Checkpoint>,
    /// How many of them were reached.
    reached: usize,
    tree: Tree,
    last_hash: [u8; 32],
    /// How many rows agree with a checkpoint.
    believed: u64,
}

impl Walk {
    /// Begins before the first row.
    #[must_use]
    pub fn new(checkpoints: &[Checkpoint]) -> Self {
        let mut checkpoints = checkpoints.to_vec();
        checkpoints.sort_by_key(|checkpoint| checkpoint.size);
        Self { checkpoints, reached: 0, tree: Tree::default(), last_hash: GENESIS, believed: 0 }
    }

    /// Goes on where another walk has ended: what that has seen is what the checkpoint says.
    #[must_use]
    pub fn after(seen: Tree, last_hash: [u8; 32], checkpoint: &Checkpoint) -> Option<Self> {
        let believed = seen.size();
        let agrees = believed == checkpoint.size && seen.root() == checkpoint.root;
        let checkpoints = vec![checkpoint.clone()];
        agrees.then_some(Self { checkpoints, reached: 1, tree: seen, last_hash, believed })
    }

    /// The tree over the rows so far, and the hash of the last one.
    #[must_use]
    pub const fn seen(&self) -> (&Tree, &[u8; 32]) {
        (&self.tree, &self.last_hash)
    }

    /// The next row.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn step(&mut self, row: &ChainedRow, stored_hash: &[u8]) -> Result<(), Fault> {
        let expected = self.tree.size() + 1;
        match u64::try_from(row.seq) {
            Ok(seq) if seq == expected => {}
            Ok(seq) if seq > expected => return Err(Fault::Missing(expected)),
            _ => return Err(Fault::Unchained(expected)),
        }
        let hash = row.hash();
        if hash.as_slice() != stored_hash {
            return Err(Fault::Changed(expected));
        }
        if row.prev_hash != self.last_hash {
            return Err(Fault::Unchained(expected));
        }
        self.tree.push(&hash);
        self.last_hash = hash;
        let due = self.checkpoints[self.reached..].iter().take_while(|due| due.size == expected);
        for checkpoint in due {
            if checkpoint.root != self.tree.root() {
                return Err(Fault::Rewritten { first: self.believed + 1, last: expected });
            }
            self.believed = expected;
            self.reached += 1;
        }
        Ok(())
    }

    /// After the last row.
    ///
    /// # Errors
    /// There must have been more.
    pub fn end(self) -> Result<Verified, Fault> {
        let (rows, checkpoints) = (self.tree.size(), self.checkpoints.len());
        match self.checkpoints.last() {
            Some(last) if last.size > rows => Err(Fault::Truncated { first: rows + 1, size: last.size }),
            _ => Ok(Verified { rows, checkpoints, root: self.tree.root() }),
        }
    }
}
