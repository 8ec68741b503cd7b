//! Texts of `pages`.

pub mod account;
pub mod administration;
pub mod audit;
pub mod confirm;
pub mod delete_project;
pub mod download;
pub mod links;
pub mod members;
pub mod notice;
pub mod organisation_sign_in;
pub mod permissions;
pub mod projects;
pub mod recovery_codes;
pub mod remove_member;
pub mod second_step;
pub mod security;
pub mod security_notices;
pub mod setup;
pub mod sign_in;
pub mod sso;
pub mod start;
pub mod totp;

use crate::{Text, text};

pub const PLAN_LOAD_PROFILES_OF_BUILDINGS: Text = text(
    "Lastgänge für Gebäude und Quartiere planen – schnell, nachvollziehbar, verschlüsselt.",
    "Plan load profiles of buildings and districts – fast, explainable, encrypted.",
);
