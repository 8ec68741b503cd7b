//! Every path of the application, once.

use crate::api::{ProjectId, UploadId};

/// Start page.
pub const START: &str = "/";
/// First account by setup link.
pub const SETUP: &str = "/setup";
/// Sign in.
pub const SIGN_IN: &str = "/sign-in";
/// Sign out (POST).
pub const SIGN_OUT: &str = "/sign-out";
/// One-click sign-in of the demonstration (POST).
pub const DEMO: &str = "/demo";
/// Account page.
pub const ACCOUNT: &str = "/account";
/// Change of password (POST).
pub const PASSWORD: &str = "/account/password";
/// Ends sessions of the account (POST).
pub const SESSIONS: &str = "/account/sessions";
/// Language and theme, also without account (POST).
pub const PREFERENCES: &str = "/preferences";
/// Project list; POST creates a project.
pub const PROJECTS: &str = "/projects";
/// Creates the sample district (POST).
pub const PROJECTS_SAMPLE: &str = "/projects/sample";
/// Creates a project from a project file (POST).
pub const PROJECTS_IMPORT: &str = "/projects/import";

/// Workspace of a project.
#[must_use]
pub fn project(id: ProjectId) -> String {
    format!("{PROJECTS}/{id}")
}

/// An action on a project: `rename`, `duplicate`, `delete` (POST), `export` (GET).
#[must_use]
pub fn project_action(id: ProjectId, action: &str) -> String {
    format!("{PROJECTS}/{id}/{action}")
}

/// A chart of a project as SVG.
#[must_use]
pub fn project_chart(id: ProjectId, chart: &str) -> String {
    format!("{PROJECTS}/{id}/charts/{chart}.svg")
}

/// Takes in a file for a project (POST).
#[must_use]
pub fn upload_add(id: ProjectId, name: &str) -> String {
    format!("/api/upload/add?project={id}&name={}", encoded(name))
}

/// An uploaded file as it was.
#[must_use]
pub fn upload(id: ProjectId, upload: UploadId) -> String {
    format!("{PROJECTS}/{id}/uploads/{upload}")
}

/// The load profile of an uploaded file as SVG.
#[must_use]
pub fn upload_preview(id: ProjectId, of: UploadId, answers: &str, theme: &str, language: &str) -> String {
    format!("{}/preview.svg?theme={theme}&lang={language}&answers={}", upload(id, of), encoded(answers))
}

fn encoded(text: &str) -> impl std::fmt::Display + '_ {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
}
