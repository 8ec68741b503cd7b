//! The pages: which there are, and what each needs.

use std::sync::Arc;

use engine::district::District;
use engine::tables::PublishedTable;
use leptos::prelude::*;
use words::{Language, Text};

use crate::api::ProjectId;
use crate::api::account::{AccountDetails, Viewer};
use crate::api::administration::{AccountsView, AdministeredAccount};
use crate::api::audit::{AuditView, OwnEvents};
use crate::api::factor::{Proofs, TotpDraft};
use crate::api::link::InvitationsView;
use crate::api::member::{Member, MembersView, Permission};
use crate::api::project::{ProjectCard, ProjectRole};
use crate::api::scenario::Workspace;
use crate::api::sso::{ConnectionTest, SignInProblem, SsoView};
use crate::page::{Assets, FormState, PageContext};

mod account;
mod administration;
mod audit;
mod confirm;
mod delete_project;
mod download;
mod links;
mod members;
mod notice;
mod organisation_sign_in;
mod permissions;
mod projects;
mod recovery_codes;
mod remove_member;
mod second_step;
mod security;
mod security_notices;
mod setup;
mod sign_in;
mod sso;
mod start;
mod totp;

/// One sentence about the product.
pub const DESCRIPTION: Text = words::pages::PLAN_LOAD_PROFILES_OF_BUILDINGS;

/// A page together with what it shows.
#[derive(Clone, Debug)]
pub enum Page {
    /// Public start page.
    Start,
    /// First account by setup link.
    Setup(FormState),
    /// There is an account already, so that the setup link has done its work.
    SetUpAlready,
    /// Sign in; the second value is where to go afterwards.
    SignIn(FormState, Option<String>),
    /// Sign in with the account of an organisation.
    OrganisationSignIn {
        /// The organisation's address, percent-encoded.
        address: String,
        /// Whether its provider is Microsoft Entra ID.
        entra: bool,
        /// Where to go afterwards.
        next: Option<String>,
        /// What went wrong before.
        problem: Option<SignInProblem>,
    },
    /// Settings of the organisation's identity provider; nothing before they have begun.
    OrganisationSso(Option<Box<SsoView>>, FormState, Option<ConnectionTest>),
    /// After signing out; where to sign out at the provider, too.
    SignedOut(Option<String>),
    /// Account page.
    Account(FormState, AccountDetails),
    /// A new e-mail address, by the link that was sent to it.
    EmailChange(FormState),
    /// Confirmation before the own account is deleted.
    DeleteAccount(FormState),
    /// Accounts of the instance.
    InstanceAccounts(AccountsView),
    /// An account for whoever operates the server.
    InstanceAccount(Box<AdministeredAccount>, FormState),
    /// Confirm that it is you; the second value is where to go afterwards.
    Confirm(FormState, Option<String>, Proofs),
    /// Invitations into the organisation.
    Invitations(FormState, InvitationsView),
    /// Account by invitation.
    Invitation(FormState),
    /// The way to accept an invitation with a company account: address at the provider, and whether that is
    /// Microsoft Entra ID.
    InvitationAway(String, bool),
    /// Forgotten password; whether links are sent by mail.
    ResetRequest(FormState, bool),
    /// New password by a link.
    ResetPassword(FormState),
    /// Account for addresses of admitted domains.
    Register(FormState),
    /// The second step of the sign-in.
    SecondStep(FormState, Proofs),
    /// Adding an authenticator app.
    Totp(FormState, TotpDraft),
    /// Recovery codes, shown once.
    RecoveryCodes(Vec<String>),
    /// What concerned the security of the account; whether these are the newest events.
    AccountEvents(OwnEvents, bool),
    /// Audit log.
    Audit(Box<AuditView>, FormState),
    /// Project list; how many events have waited too long for a review by the reader or others.
    Projects(Vec<ProjectCard>, FormState, u64),
    /// Confirmation before a project is deleted.
    DeleteProject(ProjectCard, FormState),
    /// The file of a project after a proof: which project, and its name.
    Download(ProjectId, String),
    /// Members of the organisation.
    Members(MembersView, FormState),
    /// Confirmation before a member is removed.
    RemoveMember(Member),
    /// Members and their roles in a project.
    ProjectMembers(ProjectCard, Vec<(Member, Option<ProjectRole>)>, FormState),
    /// Who may do what.
    Permissions(Vec<Permission>),
    /// What is promised about security.
    Security,
    /// Workspace of a project, and its calculated plan.
    Workspace(Box<Workspace>, Option<Arc<District>>),
    /// Nothing here, or nothing that the reader may see.
    NotFound,
    /// Too many requests; seconds to wait.
    TooManyRequests(u32),
    /// The request was refused before it reached a page.
    Refused,
    /// Something failed; the log has the cause under this id.
    Failed(String),
}

impl Page {
    /// Title of the browser tab.
    #[must_use]
    pub fn title(&self, locale: Language) -> String {
        let own = match self {
            Self::Start => return format!("Lastgang – {}", locale.text(start::CLAIM)),
            Self::Setup(_) => locale.text(setup::TITLE).to_owned(),
            Self::SetUpAlready => locale.text(notice::SET_UP).to_owned(),
            Self::SignIn(..) => locale.text(sign_in::TITLE).to_owned(),
            Self::OrganisationSignIn { .. } => locale.text(organisation_sign_in::TITLE).to_owned(),
            Self::OrganisationSso(..) => locale.text(sso::TITLE).to_owned(),
            Self::SignedOut(_) => locale.text(organisation_sign_in::SIGNED_OUT).to_owned(),
            Self::Account(..) => locale.text(account::TITLE).to_owned(),
            Self::EmailChange(_) => locale.text(account::email::TITLE).to_owned(),
            Self::DeleteAccount(_) => locale.text(account::deletion::TITLE).to_owned(),
            Self::InstanceAccounts(_) => locale.text(administration::TITLE).to_owned(),
            Self::InstanceAccount(account, _) => account.name.clone(),
            Self::Confirm(..) => locale.text(confirm::TITLE).to_owned(),
            Self::Invitations(..) => locale.text(links::INVITATIONS).to_owned(),
            Self::Invitation(_) | Self::InvitationAway(..) => locale.text(links::INVITATION).to_owned(),
            Self::ResetRequest(..) => locale.text(links::RESET).to_owned(),
            Self::ResetPassword(_) => locale.text(links::NEW_PASSWORD).to_owned(),
            Self::Register(_) => locale.text(links::REGISTER).to_owned(),
            Self::SecondStep(..) => locale.text(second_step::TITLE).to_owned(),
            Self::Totp(..) => locale.text(totp::TITLE).to_owned(),
            Self::RecoveryCodes(_) => locale.text(recovery_codes::TITLE).to_owned(),
            Self::AccountEvents(..) => locale.text(account::events::TITLE).to_owned(),
            Self::Audit(log, _) if log.instance => locale.text(audit::INSTANCE).to_owned(),
            Self::Audit(..) => locale.text(audit::TITLE).to_owned(),
            Self::Projects(..) => locale.text(projects::TITLE).to_owned(),
            Self::DeleteProject(card, _) => card.name.clone(),
            Self::Download(..) => locale.text(download::TITLE).to_owned(),
            Self::Members(..) => locale.text(members::TITLE).to_owned(),
            Self::RemoveMember(_) => locale.text(remove_member::TITLE).to_owned(),
            Self::ProjectMembers(card, ..) => format!("{} – {}", locale.text(members::ACCESS), card.name),
            Self::Permissions(_) => locale.text(permissions::TITLE).to_owned(),
            Self::Security => locale.text(security::TITLE).to_owned(),
            Self::Workspace(workspace, _) => workspace.plan.site.name.clone(),
            Self::NotFound => locale.text(notice::NOT_FOUND).to_owned(),
            Self::TooManyRequests(_) => locale.text(notice::TOO_MANY).to_owned(),
            Self::Refused => locale.text(notice::REFUSED).to_owned(),
            Self::Failed(_) => locale.text(notice::FAILED).to_owned(),
        };
        format!("{own} · Lastgang")
    }

    /// The body of the page. The workspace reads its data from context, as it does in the browser.
    #[must_use]
    pub fn into_view(self, context: &PageContext) -> AnyView {
        match self {
            Self::Start => start::view(context),
            Self::Setup(form) => setup::view(context, &form),
            Self::SetUpAlready => notice::set_up_already(context),
            Self::OrganisationSignIn { address, entra, next, problem } => {
                organisation_sign_in::view(context, &address, entra, next.as_deref(), problem)
            }
            Self::OrganisationSso(settings, form, found) => {
                sso::view(context, settings.as_deref(), &form, found.as_ref())
            }
            Self::SignedOut(farewell) => organisation_sign_in::signed_out(context, farewell),
            Self::SignIn(form, next) => sign_in::view(context, &form, next),
            Self::Account(form, details) => account::view(context, &form, details),
            Self::EmailChange(form) => account::email::page(context, &form),
            Self::DeleteAccount(form) => account::deletion::page(context, &form),
            Self::InstanceAccounts(view) => administration::list(context, &view),
            Self::InstanceAccount(account, form) => administration::account(context, &account, &form),
            Self::Confirm(form, next, proofs) => confirm::view(context, &form, next, proofs),
            Self::Invitations(form, view) => links::invitations(context, &form, view),
            Self::Invitation(form) => links::invitation(context, &form),
            Self::InvitationAway(location, entra) => links::invitation_away(context, location, entra),
            Self::ResetRequest(form, mailed) => links::reset_request(context, &form, mailed),
            Self::ResetPassword(form) => links::new_password(context, &form),
            Self::Register(form) => links::register(context, &form),
            Self::SecondStep(form, proofs) => second_step::view(context, &form, proofs),
            Self::Totp(form, draft) => totp::view(context, &form, draft),
            Self::RecoveryCodes(codes) => recovery_codes::view(context, codes),
            Self::AccountEvents(own, newest) => account::events::page(context, &own, newest),
            Self::Audit(log, form) => audit::view(context, &log, &form),
            Self::Projects(cards, form, overdue) => projects::view(context, &cards, &form, overdue),
            Self::DeleteProject(card, form) => delete_project::view(context, &card, &form),
            Self::Download(project, name) => download::view(context, project, name),
            Self::Members(list, form) => members::view(context, &list, &form),
            Self::RemoveMember(member) => remove_member::view(context, &member),
            Self::ProjectMembers(card, list, form) => members::of_project(context, &card, &list, &form),
            Self::Permissions(list) => permissions::view(context, &list),
            Self::Security => security::view(context),
            Self::Workspace(workspace, district) => {
                crate::workspace::drawn(context.clone(), *workspace, district).into_any()
            }
            Self::NotFound => notice::not_found(context),
            Self::TooManyRequests(seconds) => notice::too_many_requests(context, seconds),
            Self::Refused => notice::refused(context),
            Self::Failed(request_id) => notice::failed(context, request_id),
        }
    }
}

pub use security::{PROMISES, Promise};
pub(crate) use security_notices::security_notices;
pub(crate) use sso::settings_problem_text;

/// Figures, sums and sentences that the server has written stay until the browser has calculated its own, so
/// that nothing goes out and on again; if it cannot calculate, for this many milliseconds.
const KEPT_MS: u32 = 10_000;

/// Loads the wasm and hands the page over to it.
pub fn boot_script(assets: &Assets) -> impl IntoView + use<> {
    let js = assets.address("lastgang.js");
    let wasm = assets.address("lastgang.wasm");
    let files = PublishedTable::ALL.map(|table| format!("'{}'", assets.address(table.file()))).join(",");
    let script = format!(
        "import init, {{ start }} from '{js}'; \
         const tables = Promise.all([{files}].map((file) => fetch(file).then((answer) => answer.text()))); \
         const written = () => [...document.querySelectorAll('.kpis, .grid__total, .chart__legend, .chart__caption')]; \
         try {{ await init({{ module_or_path: '{wasm}' }}); \
         const texts = await tables; const before = written(); start(texts); \
         written().forEach((own, at) => {{ \
         const kept = before[at]; \
         if (!kept || kept.textContent.trim() === own.textContent.trim()) return; \
         kept.inert = true; own.before(kept); \
         const watch = new MutationObserver(() => {{ kept.remove(); watch.disconnect(); }}); \
         watch.observe(own, {{ characterData: true, childList: true, subtree: true }}); \
         setTimeout(() => kept.remove(), {KEPT_MS}); }}); }} \
         catch (error) {{ document.documentElement.dataset.unscripted = ''; throw error; }}"
    );
    let tables = PublishedTable::ALL.map(|table| {
        view! { <link rel="preload" href=assets.address(table.file()) r#as="fetch" crossorigin="anonymous" /> }
    });
    view! {
        <link rel="modulepreload" href=js.clone() nonce=leptos::nonce::use_nonce() />
        <link rel="preload" href=wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
        {tables}
        <script r#type="module" nonce=leptos::nonce::use_nonce()>{script}</script>
    }
}

/// The viewer, on pages that are only reached when somebody is signed in.
fn viewer(context: &PageContext) -> Viewer {
    context.viewer.clone().unwrap_or_else(|| Viewer {
        name: String::new(),
        email: String::new(),
        organisation: String::new(),
        administers_organisation: false,
        owns_organisation: false,
        operates_instance: false,
        has_to_add_factor: false,
        has_to_add_passkey: false,
    })
}
