//! The parts of an event in words, for tables and lists.

use crate::api::audit::{AuditEvent, AuditObject, AuditParty};
use crate::i18n::{Locale, text};

use super::words;

/// Who did it.
pub(in crate::pages) fn actor(event: &AuditEvent, locale: Locale) -> String {
    let nobody = || locale.text(text("Niemand, der angemeldet war", "Nobody who was signed in")).to_owned();
    event.actor.as_ref().map_or_else(nobody, |actor| party(actor, locale))
}

/// A person: the name, or the beginning of the id of those whose name the reader does not know.
pub(in crate::pages) fn party(party: &AuditParty, locale: Locale) -> String {
    party.name.clone().unwrap_or_else(|| unnamed(&party.account.to_string(), "account", locale))
}

/// What it is about.
pub(in crate::pages) fn object(object: &AuditObject, locale: Locale) -> String {
    let kind = words::object_kind(&object.kind, locale);
    match (&object.name, object.kind.as_str()) {
        (Some(name), _) => format!("{kind} {name}"),
        (None, "event") => format!("{kind} {}", object.id.as_u128()),
        (None, kind) => unnamed(&object.id.to_string(), kind, locale),
    }
}

/// Network and facts; says so if they were destroyed.
pub(in crate::pages) fn details(event: &AuditEvent, locale: Locale) -> Vec<String> {
    let Some(details) = &event.details else {
        let destroyed = text(
            "Einzelheiten mit dem Schlüssel des Kontos vernichtet",
            "Details destroyed with the key of the account",
        );
        return vec![locale.text(destroyed).to_owned()];
    };
    let network = details.network.as_ref().map(|network| match locale {
        Locale::De => format!("Netz: {network}"),
        Locale::En => format!("Network: {network}"),
    });
    let facts = details.facts.iter().map(|(name, value)| words::fact(name, value, locale));
    network.into_iter().chain(facts).collect()
}

fn unnamed(id: &str, kind: &str, locale: Locale) -> String {
    let short: String = id.chars().take(8).collect();
    format!("{} {short}…", words::object_kind(kind, locale))
}
