//! The log as a file.

use app::api::audit::{AuditEvent, AuditFilter, AuditParty, AuditReview};
use app::api::{Actor, AppError};
use app::ui::iso_moment;
use words::Language;

use super::log::{Log, Part, wanted};
use crate::audit::{Action, csv};
use crate::identity::limits::Action as Attempted;
use crate::services::OrInternal as _;
use crate::storage::LogFilter;

/// Most events in a file.
pub const EXPORTED_MAX: u32 = 10_000;

/// Programs that calculate tables take a file for UTF-8 by this.
const BYTE_ORDER_MARK: char = '\u{feff}';

const HEAD: [&str; 19] = [
    "event",
    "time",
    "action",
    "meaning",
    "outcome",
    "actor_id",
    "actor",
    "on_behalf_id",
    "on_behalf",
    "object_kind",
    "object_id",
    "object",
    "network",
    "facts",
    "request_id",
    "review",
    "reviewer",
    "reviewed_at",
    "note",
];

/// Why there is no file.
#[derive(Debug, PartialEq)]
pub enum ExportRefusal {
    /// More than [`EXPORTED_MAX`] events.
    TooMany,
    /// Anything else.
    Other(AppError),
}

impl From<AppError> for ExportRefusal {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}

impl Log {
    /// The events of a part of the log as comma-separated values, newest first.
    ///
    /// # Errors
    /// The actor may not read this part or has not proved lately who they are; there are too many events.
    pub async fn export(
        &self,
        actor: &Actor,
        part: Part,
        filter: &AuditFilter,
        locale: Language,
    ) -> Result<String, ExportRefusal> {
        let scope = self.scope(actor, part).await?;
        self.0.stepped_up(actor)?;
        self.0.spend(Attempted::Export, actor).await?;
        let wanted = LogFilter { before: None, ..wanted(filter)? };
        let found = self.0.store.audit().find_all(scope, &wanted, EXPORTED_MAX + 1).await;
        let found = found.or_internal(&actor.request_id)?;
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
        if count > EXPORTED_MAX {
            return Err(ExportRefusal::TooMany);
        }
        let names = self.people(actor, part).await?.into_iter().collect();
        let events = self.shown(actor, found, &names).await?;
        let event = self.event_in(scope, Action::AuditExported, actor).fact("events", count);
        self.0.record(&event).await?;
        let mut file = String::from(BYTE_ORDER_MARK);
        file.push_str(&csv::line(&HEAD));
        for event in &events {
            file.push_str(&csv::line(&cells(event, locale)));
        }
        Ok(file)
    }
}

fn cells(event: &AuditEvent, locale: Language) -> [String; HEAD.len()] {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let id = |party: &Option<AuditParty>| {
        party.as_ref().map_or_else(String::new, |party| party.account.to_string())
    };
    let name = |party: &Option<AuditParty>| text(party.as_ref().and_then(|party| party.name.as_deref()));
    let (network, facts) = match &event.details {
        Some(details) => {
            let facts: Vec<String> =
                details.facts.iter().map(|(name, value)| format!("{name}={value}")).collect();
            (text(details.network.as_deref()), facts.join("; "))
        }
        None => ("destroyed".to_owned(), "destroyed".to_owned()),
    };
    let (review, reviewer, reviewed_at, note) = match &event.review {
        AuditReview::NotNeeded => ("not needed", String::new(), String::new(), String::new()),
        AuditReview::Open => ("open", String::new(), String::new(), String::new()),
        AuditReview::Done { by, at_s, note } => {
            let by = by.name.clone().unwrap_or_else(|| by.account.to_string());
            ("done", by, iso_moment(*at_s), note.clone().unwrap_or_else(|| "destroyed".to_owned()))
        }
    };
    let object = event.object.as_ref();
    [
        event.seq.to_string(),
        iso_moment(event.at_s),
        event.action.clone(),
        words::pages::audit::action(&event.action)
            .map_or_else(String::new, |words| locale.text(words).to_owned()),
        if event.success { "success" } else { "failure" }.to_owned(),
        id(&event.actor),
        name(&event.actor),
        id(&event.on_behalf),
        name(&event.on_behalf),
        text(object.map(|object| object.kind.as_str())),
        object.map_or_else(String::new, |object| object.id.to_string()),
        text(object.and_then(|object| object.name.as_deref())),
        network,
        facts,
        event.request_id.clone(),
        review.to_owned(),
        reviewer,
        reviewed_at,
        note,
    ]
}
