//! Texts of `pages/members`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const MEMBERS: Text = text("Mitglieder", "Members");
pub const ACCESS: Text = text("Zugriff", "Access");
pub const OWNER: Text = text("Inhaber", "Owner");
pub const ADMINISTRATOR: Text = text("Verwalter", "Administrator");
pub const MEMBER: Text = text("Mitglied", "Member");
pub const GUEST: Text = text("Gast", "Guest");
pub const VIEW: Text = text("Ansehen", "View");
pub const COMMENT: Text = text("Kommentieren", "Comment");
pub const EDIT: Text = text("Bearbeiten", "Edit");
pub const MANAGE: Text = text("Verwalten", "Manage");
pub const OWNERS_AND_ADMINISTRATORS_SEE: Text = text(
    "Inhaber und Verwalter sehen und verwalten alle Projekte. Mitglieder legen Projekte an und sehen, was mit ihnen geteilt ist; Gäste sehen nur Geteiltes. Eine Änderung gilt ab der nächsten Anfrage.",
    "Owners and administrators see and manage all projects. Members create projects and see what is shared with them; guests see only what is shared. A change takes effect with the next request.",
);
pub const ALL_PERMISSIONS: Text = text("Alle Rechte", "All permissions");
pub const NAME: Text = text("Name", "Name");
pub const EMAIL_ADDRESS: Text = text("E-Mail-Adresse", "E-mail address");
pub const ROLE: Text = text("Rolle", "Role");
pub const REMOVE: Text = text("Entfernen", "Remove");
pub const REQUIRED_WHOEVER_HAS_NONE_YET: Text = text(
    "Verlangt. Wer noch keinen hat, wird nach dem Anmelden zuerst dorthin geleitet.",
    "Required. Whoever has none yet is led there first after signing in.",
);
pub const REQUIRE_IT_NO_LONGER: Text = text("Nicht mehr verlangen", "Require it no longer");
pub const VOLUNTARY_ONCE_IT_IS_REQUIRED: Text = text(
    "Freiwillig. Wird er verlangt, öffnen sich die Projekte nur noch mit Passkey oder Authenticator-App, auch für Sie.",
    "Optional. Once it is required, projects open only with a passkey or an authenticator app, for you, too.",
);
pub const REQUIRE_IT_OF_ALL_MEMBERS: Text =
    text("Von allen Mitgliedern verlangen", "Require it of all members");
pub const SECOND_FACTOR: Text = text("Zweiter Faktor", "Second factor");
pub const CHANGE: Text = text("Ändern", "Change");
pub const REMOVE_DOTS: Text = text("Entfernen …", "Remove …");
pub const MANAGES_ALL_PROJECTS: Text = text("Verwaltet alle Projekte", "Manages all projects");
pub const IN_THE_ORGANISATION: Text = text("In der Organisation", "In the organisation");
pub const IN_THIS_PROJECT: Text = text("In diesem Projekt", "In this project");
pub const NO_ACCESS: Text = text("Kein Zugriff", "No access");

#[must_use]
pub fn role_of(language: Language, name: &dyn Display) -> String {
    match language {
        Language::De => format!("Rolle von {name}"),
        Language::En => format!("Role of {name}"),
    }
}
