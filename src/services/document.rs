//! Reading an open project file.

use engine::project_file::{ProjectFile, ProjectFileError};

/// Why a document is refused.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// It is no JSON, or has other fields than a project file.
    #[error(transparent)]
    Form(#[from] serde_json::Error),
    /// A value is outside the limits, or a series is missing.
    #[error(transparent)]
    Content(#[from] Box<ProjectFileError>),
}

/// Reads and checks a project file.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn read(bytes: &[u8]) -> Result<ProjectFile, DocumentError> {
    // A byte order mark is not part of the document.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let document: ProjectFile = serde_json::from_slice(bytes)?;
    document.check().map_err(Box::new)?;
    Ok(document)
}
