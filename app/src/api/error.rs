//! The one error that crosses the wire: a closed list, public text only.

use engine::edit::EditError;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::json::Json;

/// Why the server could not do what was asked. Carries facts for a message in the user's language,
/// never an internal cause.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppError {
    /// Nobody is signed in, or the session has ended.
    #[error("not signed in")]
    NotSignedIn,
    /// It does not exist, or the actor may not know that it does.
    #[error("not found")]
    NotFound,
    /// The actor may see it but not do this.
    #[error("not allowed")]
    Forbidden,
    /// The actor may do this, but has to prove again who they are.
    #[error("prove again who you are")]
    StepUpRequired,
    /// An edit was refused; nothing was changed.
    #[error("{error}")]
    Edit {
        /// Why.
        error: EditError,
    },
    /// What was sent cannot be understood or is outside the limits.
    #[error("invalid input: {field}")]
    Invalid {
        /// Which part of the input.
        field: String,
    },
    /// More data than is accepted.
    #[error("too large")]
    TooLarge,
    /// Too many requests; try again later.
    #[error("too many requests")]
    TooManyRequests {
        /// When to try again.
        retry_after_s: u32,
    },
    /// The server could not be reached.
    #[error("offline")]
    Offline,
    /// Something failed inside the server; the log has the cause under this id.
    #[error("internal error, request {request_id}")]
    Internal {
        /// Id under which the cause was logged.
        request_id: String,
    },
}

impl FromServerFnError for AppError {
    type Encoder = Json;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Invalid { field: "request".to_owned() },
            _ => Self::Internal { request_id: String::new() },
        }
    }
}
