//! Which demands use a load profile, and what happens to them when it goes.

use engine::building::BuildingId;
use engine::demand::{DemandKind, Profile, ProfileId, Scaling};
use engine::edit::Edit;
use engine::plan::Plan;
use leptos::prelude::*;
use words::Language;

use crate::workspace::grid::kind_name;
use crate::workspace::store::Store;

/// The demands that use a profile, as a reader names them.
pub(super) fn names(plan: &Plan, profile: ProfileId, locale: Language) -> Vec<String> {
    uses(plan, profile)
        .filter_map(|(building, kind, _)| {
            let name = &plan.scenario.building(building)?.name;
            Some(format!("{name} ({})", locale.text(kind_name(kind))))
        })
        .collect()
}

/// Lets every demand with the old profile use the new one, as one step that can be undone.
pub(super) fn replace(store: Store, old: ProfileId, new: ProfileId) {
    set(store, old, |scaling| Some(Profile::Metered { profile: new, scaling }));
}

/// Lets every demand with this profile follow its default again, as one step that can be undone.
pub(super) fn release(store: Store, profile: ProfileId) {
    set(store, profile, |_| None);
}

fn set(store: Store, old: ProfileId, new: impl Fn(Scaling) -> Option<Profile>) {
    let edits: Vec<Edit> = store.plan.with_untracked(|plan| {
        uses(plan, old)
            .map(|(building, kind, scaling)| Edit::SetProfile { building, kind, profile: new(scaling) })
            .collect()
    });
    if !edits.is_empty() {
        store.edit_or_tell(Edit::Batch { edits });
    }
}

fn uses(plan: &Plan, wanted: ProfileId) -> impl Iterator<Item = (BuildingId, DemandKind, Scaling)> + '_ {
    let stored = plan.scenario.stored_profiles();
    stored.filter_map(move |(building, kind, profile, scaling)| {
        (profile == wanted).then_some((building, kind, scaling))
    })
}
