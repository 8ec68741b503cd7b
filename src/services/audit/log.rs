//! Reading the log: administrators the events of their organisation, who operates the server those that belong
//! to none, everybody their own.

use std::collections::HashMap;
use std::sync::Arc;

use app::api::audit::{
    AuditDetails, AuditEvent, AuditFilter, AuditObject, AuditParty, AuditReview, AuditView, OwnEvents,
};
use app::api::member::OrganisationRole;
use app::api::{AccountId, Actor, AppError};
use engine::time::CivilDate;
use uuid::Uuid;

use crate::audit::{Action, Entry, Outcome};
use crate::services::member::require;
use crate::services::{Context, OrInternal as _};
use crate::storage::{LogFilter, LogScope, LoggedEvent};

/// Events on a page.
const PAGE: u32 = 50;
/// Of the events that wait for a review so many are shown above the others.
const UNREVIEWED_SHOWN: u32 = 20;
/// After this time without a review its administrators are reminded, seconds.
pub const OVERDUE_S: i64 = 7 * DAY_S;
const DAY_S: i64 = 24 * 3_600;

/// The service.
pub struct Log(pub(super) Arc<Context>);

/// Which part of the log somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The events of the actor's organisation.
    Organisation,
    /// The events that belong to no organisation.
    Instance,
}

/// Names that the reader may know.
pub(super) type Names = HashMap<AccountId, String>;

impl Log {
    pub(in crate::services) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }

    /// A page of a part of the log.
    ///
    /// # Errors
    /// The actor may not read this part, or the filter makes no sense.
    pub async fn view(&self, actor: &Actor, part: Part, filter: AuditFilter) -> Result<AuditView, AppError> {
        let scope = self.scope(actor, part).await?;
        let wanted = wanted(&filter)?;
        let (log, request_id) = (self.0.store.audit(), actor.request_id.as_str());
        let mut found = log.find_all(scope, &wanted, PAGE + 1).await.or_internal(request_id)?;
        let older = cut(&mut found, PAGE);
        let unreviewed = log.unreviewed(scope, UNREVIEWED_SHOWN).await.or_internal(request_id)?;
        let overdue_s = self.0.clock.now_s() - OVERDUE_S;
        let counts = log.count_unreviewed(scope, overdue_s).await.or_internal(request_id)?;
        let people = self.people(actor, part).await?;
        let names = people.iter().cloned().collect();
        Ok(AuditView {
            instance: part == Part::Instance,
            filter,
            kinds: Action::ALL.iter().map(|action| action.key().to_owned()).collect(),
            unreviewed: self.shown(actor, unreviewed, &names).await?,
            unreviewed_count: counts.0,
            overdue_count: counts.1,
            events: self.shown(actor, found, &names).await?,
            older,
            people,
        })
    }

    /// What concerns the security of the actor's own account, newest first.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn own(&self, actor: &Actor, before: Option<i64>, limit: u32) -> Result<OwnEvents, AppError> {
        let log = self.0.store.audit();
        let found = log.of_account(actor.account, before, limit.saturating_add(1)).await;
        let mut found = found.or_internal(&actor.request_id)?;
        let older = cut(&mut found, limit);
        let mut events = self.shown(actor, found, &Names::new()).await?;
        without_networks_of_others(&mut events, self.is_shared(actor).await?);
        Ok(OwnEvents { events, older })
    }

    /// Whether others act with the account, too: it is that of the demonstration.
    pub(super) async fn is_shared(&self, actor: &Actor) -> Result<bool, AppError> {
        let account = self.0.store.accounts().find(actor.account).await.or_internal(&actor.request_id)?;
        Ok(account.is_none_or(|account| account.demo))
    }

    /// The part of the log that the actor may read.
    pub(super) async fn scope(&self, actor: &Actor, part: Part) -> Result<LogScope, AppError> {
        match part {
            Part::Organisation => {
                require(actor, OrganisationRole::Administrator)?;
                Ok(LogScope::Organisation(actor.organisation))
            }
            Part::Instance => {
                self.0.instance_administrator(actor).await?;
                Ok(LogScope::Instance)
            }
        }
    }

    /// An event about a part of the log, in the same part.
    pub(super) fn event_in(&self, scope: LogScope, action: Action, actor: &Actor) -> Entry {
        let event = self.0.event(action, actor);
        match scope {
            LogScope::Organisation(organisation) => event.within(organisation),
            LogScope::Instance => Entry { organisation: None, ..event },
        }
    }

    /// Members with their names. Who operates the server learns no names.
    pub(super) async fn people(
        &self,
        actor: &Actor,
        part: Part,
    ) -> Result<Vec<(AccountId, String)>, AppError> {
        if part == Part::Instance {
            return Ok(Vec::new());
        }
        let members = self.0.store.members().list(actor.organisation).await;
        let members = members.or_internal(&actor.request_id)?;
        Ok(members.into_iter().map(|member| (member.account, member.name)).collect())
    }

    /// Events as their reader sees them.
    pub(super) async fn shown(
        &self,
        actor: &Actor,
        events: Vec<LoggedEvent>,
        names: &Names,
    ) -> Result<Vec<AuditEvent>, AppError> {
        let name = |id: Uuid| names.get(&AccountId(id)).cloned();
        let party = |id: Uuid| AuditParty { account: AccountId(id), name: name(id) };
        let reader = Some(actor.account.0);
        let mut shown = Vec::with_capacity(events.len());
        for LoggedEvent { row, review } in events {
            let details = self.0.store.audit().details(&row).await.or_internal(&actor.request_id)?;
            let object = row.object_kind.zip(row.object).map(|(kind, id)| {
                let name = if kind == "account" { name(id) } else { None };
                AuditObject { kind, id, name }
            });
            shown.push(AuditEvent {
                seq: row.seq,
                at_s: row.recorded_at_s,
                action: row.action,
                success: row.outcome == Outcome::Success.key(),
                actor: row.actor.map(party),
                on_behalf: row.on_behalf.map(party),
                object,
                request_id: row.request_id,
                details: details.map(|details| AuditDetails {
                    network: details.network,
                    facts: details.facts.into_iter().collect(),
                }),
                by_reader: row.actor == reader || row.on_behalf == reader,
                review: match review {
                    Some(review) => AuditReview::Done {
                        by: party(review.reviewer.0),
                        at_s: review.at_s,
                        note: review.note,
                    },
                    None if row.needs_review => AuditReview::Open,
                    None => AuditReview::NotNeeded,
                },
            });
        }
        Ok(shown)
    }
}

/// Where somebody else was is theirs to know.
pub(super) fn without_networks_of_others(events: &mut [AuditEvent], is_shared: bool) {
    let others = |event: &&mut AuditEvent| is_shared || (event.actor.is_some() && !event.by_reader);
    for event in events.iter_mut().filter(others) {
        if let Some(details) = &mut event.details {
            details.network = None;
        }
    }
}

/// Cuts what is beyond a page, and says where the next one begins.
fn cut(found: &mut Vec<LoggedEvent>, limit: u32) -> Option<i64> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    found.last().filter(|_| more).map(|last| last.row.seq)
}

/// What was typed, understood.
pub(super) fn wanted(filter: &AuditFilter) -> Result<LogFilter, AppError> {
    Ok(LogFilter {
        action: parsed(&filter.kind, "kind", Action::from_key)?,
        person: parsed(&filter.person, "person", |text| text.parse().ok())?,
        outcome: parsed(&filter.outcome, "outcome", Outcome::from_key)?,
        from_s: parsed(&filter.from, "from", day_begins_s)?,
        until_s: parsed(&filter.to, "to", day_begins_s)?.map(|begins_s| begins_s + DAY_S),
        unreviewed: !filter.unreviewed.is_empty(),
        before: parsed(&filter.before, "before", |text| text.parse().ok())?,
    })
}

fn parsed<T>(text: &str, field: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, AppError> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).ok_or_else(|| AppError::Invalid { field: field.to_owned() }),
    }
}

/// When a day `YYYY-MM-DD` begins, UTC.
fn day_begins_s(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok().filter(|year| (1970..=9999).contains(year))?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(CivilDate::new(year, month, day)?.days_since_1970() * DAY_S)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!(day_begins_s("2027-01-15"), Some(1_800_000_000 - 8 * 3_600));
        for wrong in ["2027-02-29", "2027-13-01", "15.01.2027", "2027-01", "1000000-01-01", "-1-1-1", "x"] {
            assert_eq!(day_begins_s(wrong), None, "{wrong}");
        }
        let filter = AuditFilter { kind: "nothing".to_owned(), ..AuditFilter::default() };
        assert_eq!(wanted(&filter), Err(AppError::Invalid { field: "kind".to_owned() }));
    }
}
