//! Every path of the application, once.

use crate::api::{AccountId, ProjectId, UploadId};

/// Start page.
pub const START: &str = "/";
/// First account by setup link.
pub const SETUP: &str = "/setup";
/// Sign in.
pub const SIGN_IN: &str = "/sign-in";
/// Settings of the organisation's identity provider.
pub const ORGANISATION_SSO: &str = "/organisation/sso";
/// Sends somebody to the provider to connect it with their account.
pub const SSO_LINK: &str = "/sso/link";
/// Separates the account from the company account (POST).
pub const SSO_UNLINK: &str = "/sso/unlink";
/// Sends somebody to the provider to prove once more who they are.
pub const SSO_CONFIRM: &str = "/sso/confirm";
/// Sign out (POST).
pub const SIGN_OUT: &str = "/sign-out";
/// One-click sign-in of the demonstration (POST).
pub const DEMO: &str = "/demo";
/// Account page.
pub const ACCOUNT: &str = "/account";
/// Change of password (POST).
pub const PASSWORD: &str = "/account/password";
/// Asks for a new e-mail address (POST).
pub const EMAIL: &str = "/account/email";
/// Confirms a new e-mail address by a link.
pub const EMAIL_CONFIRM: &str = "/account/email/confirm";
/// Deletes the own account.
pub const ACCOUNT_DELETE: &str = "/account/delete";
/// Invitations into the organisation; POST invites.
pub const INVITATIONS: &str = "/invitations";
/// Takes an invitation back (POST).
pub const INVITATIONS_REVOKE: &str = "/invitations/revoke";
/// Account by invitation.
pub const INVITATION: &str = "/invitation";
/// Shows the way to accept an invitation with the company account (POST).
pub const INVITATION_COMPANY: &str = "/invitation/company-account";
/// Forgotten password.
pub const RESET: &str = "/reset";
/// New password by a link.
pub const RESET_PASSWORD: &str = "/reset/password";
/// Account for addresses of admitted domains.
pub const REGISTER: &str = "/register";
/// Second step of the sign-in.
pub const SECOND_STEP: &str = "/sign-in/second-step";
/// Makes the secret for an authenticator app (POST).
pub const TOTP_BEGIN: &str = "/account/totp/begin";
/// Adds an authenticator app.
pub const TOTP: &str = "/account/totp";
/// Removes a second factor (POST).
pub const FACTOR_REMOVE: &str = "/account/factors/remove";
/// Makes new recovery codes (POST) and shows them (GET).
pub const RECOVERY_CODES: &str = "/account/recovery-codes";
/// Ends sessions of the account (POST).
pub const SESSIONS: &str = "/account/sessions";
/// What concerned the security of the own account.
pub const ACCOUNT_EVENTS: &str = "/account/events";
/// Puts the notices above the pages away (POST).
pub const NOTICES: &str = "/account/notices";
/// Audit log of the organisation.
pub const AUDIT: &str = "/audit";
/// Signs an event of the organisation off (POST).
pub const AUDIT_REVIEW: &str = "/audit/review";
/// Audit log of the organisation as a file.
pub const AUDIT_EXPORT: &str = "/audit/export.csv";
/// Accounts of the instance; POST searches them.
pub const INSTANCE_ACCOUNTS: &str = "/instance/accounts";
/// Audit log of the instance.
pub const INSTANCE_AUDIT: &str = "/instance/audit";
/// Signs an event of the instance off (POST).
pub const INSTANCE_AUDIT_REVIEW: &str = "/instance/audit/review";
/// Audit log of the instance as a file.
pub const INSTANCE_AUDIT_EXPORT: &str = "/instance/audit/export.csv";
/// Language and theme, also without account (POST).
pub const PREFERENCES: &str = "/preferences";
/// Confirm that it is you.
pub const CONFIRM: &str = "/confirm";
/// Members of the organisation.
pub const MEMBERS: &str = "/members";
/// Whether the organisation demands a second factor of its members (POST).
pub const ORGANISATION_SECOND_FACTOR: &str = "/organisation/second-factor";
/// Who may do what.
pub const PERMISSIONS: &str = "/permissions";
/// What is promised about security.
pub const SECURITY: &str = "/security";
/// Project list; POST creates a project.
pub const PROJECTS: &str = "/projects";
/// Creates the sample district (POST).
pub const PROJECTS_SAMPLE: &str = "/projects/sample";
/// Creates a project from a project file (POST).
pub const PROJECTS_IMPORT: &str = "/projects/import";

/// Where people of an organisation begin to sign in.
#[must_use]
pub fn organisation_sign_in(address: &str) -> String {
    format!("{SIGN_IN}/{address}")
}

/// Sends somebody to the provider of a sign-in address.
#[must_use]
pub fn sso_start(address: &str) -> String {
    format!("/sso/{address}/start")
}

/// Where a provider sends people back.
#[must_use]
pub fn sso_callback(provider: uuid::Uuid) -> String {
    format!("/sso/{provider}/callback")
}

/// Where a provider says that somebody has signed out.
#[must_use]
pub fn sso_logout(provider: uuid::Uuid) -> String {
    format!("/sso/{provider}/logout")
}

/// Where somebody who has signed out here can sign out at the provider, too.
#[must_use]
pub fn sso_signed_out(provider: uuid::Uuid) -> String {
    format!("/sso/{provider}/signed-out")
}

/// An action on the settings of the provider: `begin`, `certificate`, `switch`, `test` (POST).
#[must_use]
pub fn organisation_sso_action(action: &str) -> String {
    format!("{ORGANISATION_SSO}/{action}")
}

/// Workspace of a project.
#[must_use]
pub fn project(id: ProjectId) -> String {
    format!("{PROJECTS}/{id}")
}

/// An action on a project: `rename`, `duplicate`, `delete` (POST), `export`, `download`, `members` (GET).
#[must_use]
pub fn project_action(id: ProjectId, action: &str) -> String {
    format!("{PROJECTS}/{id}/{action}")
}

/// An action on a member: `role`, `remove` (POST); `remove` asks first (GET).
#[must_use]
pub fn member_action(account: AccountId, action: &str) -> String {
    format!("{MEMBERS}/{account}/{action}")
}

/// An account for whoever operates the server.
#[must_use]
pub fn instance_account(account: AccountId) -> String {
    format!("{INSTANCE_ACCOUNTS}/{account}")
}

/// What whoever operates the server does with an account: `disable`, `enable`, `sessions`, `operator`,
/// `delete` (POST).
#[must_use]
pub fn instance_account_action(account: AccountId, action: &str) -> String {
    format!("{INSTANCE_ACCOUNTS}/{account}/{action}")
}

/// The open line of a project, on which its pages hear that something is new.
#[must_use]
pub fn live(id: ProjectId) -> String {
    format!("/api/live/{id}")
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

/// Percent-encoded for a part of a path or query.
pub fn encoded(text: &str) -> impl std::fmt::Display + '_ {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
}
