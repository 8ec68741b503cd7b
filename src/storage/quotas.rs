//! How much an account and an organisation may keep. It is checked in the transaction that would add to it, so
//! that nobody gets past it by asking many times at once.

/// The quotas of a server. What a single project may hold is limited besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Most projects of an organisation.
    pub projects: u32,
    /// Most files that an account has uploaded, in all projects together.
    pub files: u32,
    /// Most bytes of these files as they are kept: compressed and sealed.
    pub file_bytes: i64,
    /// Most bytes of all files of an organisation as they are kept.
    pub organisation_file_bytes: i64,
}

impl Quotas {
    /// Beyond what planners keep, and far below what a disk holds.
    pub const STANDARD: Self =
        Self { projects: 1_000, files: 2_000, file_bytes: 2 << 30, organisation_file_bytes: 20 << 30 };
}
