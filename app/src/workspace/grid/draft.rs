//! Texts that could not be understood, kept over a reload of the page.

use engine::building::BuildingId;
use engine::demand::DemandKind;
use leptos::prelude::*;
use litemap::LiteMap;

use super::cell::parse_cell;
use super::column::Column;
use super::row::Drafts;
use crate::workspace::store::{CellDraft, Store};

/// Keeps the drafts of a scenario in the window's own storage; only in the browser.
pub fn keep(store: Store) {
    let key = format!("lastgang-drafts-{}", store.scenario.0);
    Effect::new(move |before: Option<()>| {
        let Ok(Some(storage)) = window().session_storage() else { return };
        if before.is_none() {
            let kept = storage.get_item(&key).ok().flatten();
            if let Some(drafts) = kept.map(|kept| restored(store, &kept)).filter(|drafts| !drafts.is_empty())
            {
                store.drafts.set(drafts);
            }
        }
        let text = store.drafts.with(encode);
        // A full storage is no reason to stop working.
        let _ = if text.is_empty() { storage.remove_item(&key) } else { storage.set_item(&key, &text) };
    });
}

/// Drafts of cells that are still there and still wrong.
fn restored(store: Store, kept: &str) -> Drafts {
    let profiles = store.profiles.get_untracked();
    store.plan.with_untracked(|plan| {
        let still_wrong = |((id, column), text): ((BuildingId, Column), String)| {
            plan.scenario.building(id)?;
            let error = parse_cell(id, column, &text, &profiles, store.locale).err()?;
            Some(((id, column), CellDraft { text, error }))
        };
        decode(kept).into_iter().filter_map(still_wrong).collect()
    })
}

/// A line per draft: building, column, kind, text.
fn encode(drafts: &Drafts) -> String {
    let line = |((id, column), draft): (&(BuildingId, Column), &CellDraft)| {
        let kind = column.kind().map_or("", DemandKind::key);
        let text = draft.text.replace(['\t', '\n', '\r'], " ");
        format!("{}\t{}\t{kind}\t{text}\n", id.0, column.key())
    };
    drafts.iter().map(line).collect()
}

fn decode(kept: &str) -> LiteMap<(BuildingId, Column), String> {
    let line = |line: &str| {
        let mut parts = line.splitn(4, '\t');
        let id = BuildingId(parts.next()?.parse().ok()?);
        let (key, kind) = (parts.next()?, parts.next()?);
        let mut columns =
            Column::BUILDING.into_iter().chain(DemandKind::ALL.into_iter().flat_map(Column::of));
        let column = columns
            .find(|column| column.key() == key && column.kind().map_or("", DemandKind::key) == kind)?;
        Some(((id, column), parts.next()?.to_owned()))
    };
    kept.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn drafts_come_back_as_they_were() {
        let id = BuildingId(Uuid::from_u128(7));
        let draft = |text: &str| CellDraft { text: text.to_owned(), error: String::new() };
        let drafts = Drafts::from_iter([
            ((id, Column::Area), draft("viel")),
            ((id, Column::Peak(DemandKind::HotWater)), draft("zu\tviel")),
        ]);
        let kept = decode(&encode(&drafts));
        assert_eq!(kept.get(&(id, Column::Area)).map(String::as_str), Some("viel"));
        assert_eq!(kept.get(&(id, Column::Peak(DemandKind::HotWater))).map(String::as_str), Some("zu viel"));
        assert_eq!(decode("nonsense\n\t\t\n").len(), 0);
    }
}
