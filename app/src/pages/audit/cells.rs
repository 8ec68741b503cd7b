//! The parts of an event in words, for tables and lists.

use words::Language;

use crate::api::audit::{AuditEvent, AuditObject, AuditParty};

use super::names;

/// Who did it.
pub(in crate::pages) fn actor(event: &AuditEvent, locale: Language) -> String {
    let nobody = || locale.text(words::pages::audit::NOBODY_WHO_WAS_SIGNED_IN).to_owned();
    event.actor.as_ref().map_or_else(nobody, |actor| party(actor, locale))
}

/// A person: the name, or the beginning of the id of those whose name the reader does not know.
pub(in crate::pages) fn party(party: &AuditParty, locale: Language) -> String {
    party.name.clone().unwrap_or_else(|| unnamed(&party.account.to_string(), "account", locale))
}

/// What it is about.
pub(in crate::pages) fn object(object: &AuditObject, locale: Language) -> String {
    let kind = names::object_kind(&object.kind, locale);
    match (&object.name, object.kind.as_str()) {
        (Some(name), _) => format!("{kind} {name}"),
        (None, "event") => format!("{kind} {}", object.id.as_u128()),
        (None, kind) => unnamed(&object.id.to_string(), kind, locale),
    }
}

/// Network and facts; says so if they were destroyed.
pub(in crate::pages) fn details(event: &AuditEvent, locale: Language) -> Vec<String> {
    let Some(details) = &event.details else {
        let destroyed = words::pages::audit::DETAILS_DESTROYED_WITH_THE_KEY;
        return vec![locale.text(destroyed).to_owned()];
    };
    let network = details.network.as_ref().map(|network| words::pages::audit::network(locale, &network));
    let facts = details.facts.iter().map(|(name, value)| names::fact(name, value, locale));
    network.into_iter().chain(facts).collect()
}

fn unnamed(id: &str, kind: &str, locale: Language) -> String {
    let short: String = id.chars().take(8).collect();
    format!("{} {short}…", names::object_kind(kind, locale))
}
