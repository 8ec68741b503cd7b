//! The chain of rows and the tree over their hashes.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What stands before the first row.
pub const GENESIS: [u8; 32] = [0; 32];
/// Two encodings never mean the same thing.
const DOMAIN: &[u8] = b"lastgang/audit/row/1";

/// A row as it is stored, sealed detail included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainedRow {
    /// Counts from 1 without gaps.
    pub seq: i64,
    /// Seconds since 1970.
    pub recorded_at_s: i64,
    /// [`Action::key`](super::Action::key).
    pub action: String,
    /// [`Outcome::key`](super::Outcome::key).
    pub outcome: String,
    /// Whether it has to be reviewed.
    pub needs_review: bool,
    /// Who.
    pub actor: Option<Uuid>,
    /// For whom.
    pub on_behalf: Option<Uuid>,
    /// In which organisation.
    pub organisation: Option<Uuid>,
    /// What kind of thing it is about.
    pub object_kind: Option<String>,
    /// Which one.
    pub object: Option<Uuid>,
    /// Identifies the request.
    pub request_id: String,
    /// Whose key seals the detail: `account`, `organisation` or `instance`.
    pub sealed_for: String,
    /// Which account or organisation; nil for the instance.
    pub owner: Uuid,
    /// The sealed detail.
    pub detail: Vec<u8>,
    /// Hash of the row before.
    pub prev_hash: Vec<u8>,
}

impl ChainedRow {
    /// SHA-256 over every field with its length and over the hash of the row before.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        let mut field = |value: Option<&[u8]>| {
            let value = value.map(|bytes| (u64::try_from(bytes.len()).unwrap_or(u64::MAX), bytes));
            // What is missing differs from what is empty.
            hasher.update([u8::from(value.is_some())]);
            if let Some((length, bytes)) = value {
                hasher.update(length.to_be_bytes());
                hasher.update(bytes);
            }
        };
        field(Some(DOMAIN));
        field(Some(&self.seq.to_be_bytes()));
        field(Some(&self.recorded_at_s.to_be_bytes()));
        field(Some(self.action.as_bytes()));
        field(Some(self.outcome.as_bytes()));
        field(Some(&[u8::from(self.needs_review)]));
        for id in [&self.actor, &self.on_behalf, &self.organisation] {
            field(id.as_ref().map(|id| id.as_bytes().as_slice()));
        }
        field(self.object_kind.as_deref().map(str::as_bytes));
        field(self.object.as_ref().map(|id| id.as_bytes().as_slice()));
        field(Some(self.request_id.as_bytes()));
        field(Some(self.sealed_for.as_bytes()));
        field(Some(self.owner.as_bytes()));
        field(Some(&self.detail));
        field(Some(&self.prev_hash));
        hasher.finalize().into()
    }
}

/// The Merkle tree of RFC 6962 over the hashes of rows, kept as the roots of its complete subtrees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Roots of complete subtrees, largest first: one for each bit that is set in `size`.
    roots: Vec<[u8; 32]>,
}

impl Tree {
    /// How many rows are in it.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of the next row.
    pub fn push(&mut self, row_hash: &[u8; 32]) {
        let mut node = sha256(&[&[0], row_hash]);
        let mut carried = self.size;
        while carried & 1 == 1 {
            let left = self.roots.pop().expect("there is a root for each bit that is set");
            node = parent(&left, &node);
            carried >>= 1;
        }
        self.roots.push(node);
        self.size += 1;
    }

    /// The hash of the whole tree.
    #[must_use]
    pub fn root(&self) -> [u8; 32] {
        let mut roots = self.roots.iter().rev();
        match roots.next() {
            None => sha256(&[]),
            Some(last) => roots.fold(*last, |right, left| parent(left, &right)),
        }
    }
}

fn parent(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    sha256(&[&[1], left, right])
}

fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> ChainedRow {
        ChainedRow {
            seq: 1,
            recorded_at_s: 2,
            action: "ab".to_owned(),
            outcome: "c".to_owned(),
            needs_review: false,
            actor: None,
            on_behalf: Some(Uuid::nil()),
            organisation: None,
            object_kind: None,
            object: None,
            request_id: String::new(),
            sealed_for: "instance".to_owned(),
            owner: Uuid::nil(),
            detail: vec![1],
            prev_hash: GENESIS.to_vec(),
        }
    }

    #[test]
    fn no_two_rows_have_the_same_encoding() {
        let moved = ChainedRow { actor: Some(Uuid::nil()), on_behalf: None, ..row() };
        let split = ChainedRow { action: "a".to_owned(), outcome: "bc".to_owned(), ..row() };
        let empty = ChainedRow { object_kind: Some(String::new()), ..row() };
        let hashes = [row(), moved, split, empty].map(|row| row.hash());
        assert_eq!(hashes.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    }

    /// The definition of RFC 6962, section 2.1.
    fn by_definition(leaves: &[[u8; 32]]) -> [u8; 32] {
        match leaves {
            [] => sha256(&[]),
            [leaf] => sha256(&[&[0], leaf]),
            leaves => {
                let split = leaves.len().next_power_of_two() / 2;
                parent(&by_definition(&leaves[..split]), &by_definition(&leaves[split..]))
            }
        }
    }

    #[test]
    fn the_tree_is_that_of_rfc_6962() {
        let leaves: Vec<[u8; 32]> = (0..70).map(|n| [n; 32]).collect();
        let mut tree = Tree::default();
        assert_eq!(tree.root(), by_definition(&[]));
        for (n, leaf) in leaves.iter().enumerate() {
            tree.push(leaf);
            assert_eq!(tree.root(), by_definition(&leaves[..=n]), "{n}");
        }
    }
}
