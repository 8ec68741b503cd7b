//! What charts and figures show: the district or one building, all kinds or some.

use std::sync::Arc;

use engine::building::BuildingId;
use engine::demand::DemandKind;
use leptos::prelude::*;
use words::Text;

use super::grid::kind_name;
use super::store::Store;
use crate::memory::{Keep, remember};

/// Which kinds are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// Every kind.
    All,
    /// Space heating, hot water and process heat.
    Heat,
    /// Space cooling and process cooling.
    Cold,
    /// Electricity and e-mobility.
    Power,
    /// One kind.
    One(DemandKind),
}

impl Kinds {
    /// Everything that can be chosen.
    pub const CHOICES: [Self; 11] = [
        Self::All,
        Self::Heat,
        Self::Cold,
        Self::Power,
        Self::One(DemandKind::SpaceHeating),
        Self::One(DemandKind::HotWater),
        Self::One(DemandKind::ProcessHeat),
        Self::One(DemandKind::SpaceCooling),
        Self::One(DemandKind::ProcessCooling),
        Self::One(DemandKind::Electricity),
        Self::One(DemandKind::EMobility),
    ];

    /// The kinds meant.
    #[must_use]
    pub fn kinds(self) -> Vec<DemandKind> {
        use DemandKind::{
            EMobility, Electricity, HotWater, ProcessCooling, ProcessHeat, SpaceCooling, SpaceHeating,
        };
        match self {
            Self::All => DemandKind::ALL.to_vec(),
            Self::Heat => vec![SpaceHeating, HotWater, ProcessHeat],
            Self::Cold => vec![SpaceCooling, ProcessCooling],
            Self::Power => vec![Electricity, EMobility],
            Self::One(kind) => vec![kind],
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::All => words::workspace::scope::ALL_DEMANDS,
            Self::Heat => words::workspace::scope::ALL_HEAT,
            Self::Cold => words::workspace::scope::ALL_COLD,
            Self::Power => words::workspace::scope::ALL_ELECTRICITY,
            Self::One(kind) => kind_name(kind),
        }
    }
}

/// Loads per kind, in stacking order.
pub type ScopeLoads = Arc<Vec<(DemandKind, Arc<[f64]>)>>;

/// The choice, and the loads that it selects.
#[derive(Clone, Copy)]
pub struct Scope {
    store: Store,
    /// One building, or the whole district.
    pub building: RwSignal<Option<BuildingId>>,
    /// Which kinds.
    pub kinds: RwSignal<Kinds>,
    /// Hourly loads of what is selected; `None` before the first calculation.
    pub loads: Memo<Option<ScopeLoads>>,
}

impl Scope {
    /// The whole district with all demands.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let building = RwSignal::new(None);
        let kinds = RwSignal::new(Kinds::All);
        let loads = Memo::new(move |_| {
            let district = store.district.get()?;
            let kinds = kinds.get().kinds();
            let loads = kinds.into_iter().filter_map(|kind| match building.get() {
                None => Some((kind, Arc::clone(district.by_kind.get(&kind)?))),
                Some(id) => Some((kind, district.building(id)?.loads.get(&kind)?.values_kw().into())),
            });
            Some(Arc::new(loads.collect()))
        });
        remember(
            Keep::Session,
            format!("lastgang-scope-{}", store.scenario.0),
            move || {
                let kinds = Kinds::CHOICES.iter().position(|choice| *choice == kinds.get()).unwrap_or(0);
                let building = building.get().map_or_else(String::new, |id: BuildingId| id.0.to_string());
                format!("{kinds} {building}")
            },
            move |kept| {
                let Some((choice, id)) = kept.split_once(' ') else { return };
                if let Some(choice) = choice.parse().ok().and_then(|at: usize| Kinds::CHOICES.get(at)) {
                    kinds.set(*choice);
                }
                building.set(id.parse().ok().map(BuildingId));
            },
        );
        Self { store, building, kinds, loads }
    }

    /// Kinds of which a synthetic profile is part, of what is shown.
    #[must_use]
    pub fn synthetic_kinds(&self) -> Vec<DemandKind> {
        let one = self.building.get();
        let profiles = self.store.profiles.get();
        let is_synthetic = |id| profiles.iter().any(|card| card.id == id && card.synthetic);
        self.store.plan.with(|plan| {
            let stored = plan.scenario.stored_profiles();
            let shown = stored
                .filter(|(building, _, id, _)| one.is_none_or(|one| one == *building) && is_synthetic(*id));
            shown.map(|(_, kind, ..)| kind).collect()
        })
    }

    /// What is shown, in words.
    #[must_use]
    pub fn title(&self) -> String {
        let place = match self.building.get() {
            None => self.store.plan.with(|plan| plan.site.name.clone()),
            Some(id) => self.store.plan.with(|plan| {
                plan.scenario.building(id).map_or_else(String::new, |building| building.name.clone())
            }),
        };
        format!("{place} – {}", self.store.locale.text(self.kinds.get().name()))
    }
}

/// Two lists: where and what.
#[component]
pub fn ScopeBar(scope: Scope) -> impl IntoView {
    let store = scope.store;
    let locale = store.locale;
    let names = Memo::new(move |_| {
        store.plan.with(|plan| {
            plan.scenario.buildings.iter().map(|row| (row.id, row.name.clone())).collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        // A building that has been removed cannot stay selected.
        let gone = names
            .with(|names| scope.building.get().is_some_and(|id| names.iter().all(|(other, _)| *other != id)));
        if gone {
            scope.building.set(None);
        }
    });
    let choose_building = move |event| {
        let value = event_target_value(&event);
        scope.building.set(value.parse().ok().map(BuildingId));
    };
    let choose_kinds = move |event| {
        let value: Option<usize> = event_target_value(&event).parse().ok();
        scope.kinds.set(value.and_then(|at| Kinds::CHOICES.get(at).copied()).unwrap_or(Kinds::All));
    };
    view! {
        <div class="workspace__filters">
            <select
                class="select"
                aria-label=locale.text(words::workspace::scope::DISTRICT_OR_BUILDING)
                on:change=choose_building
                prop:value=move || scope.building.get().map_or_else(String::new, |id| id.0.to_string())
            >
                <option value="">{locale.text(words::workspace::scope::WHOLE_DISTRICT)}</option>
                <For each=move || names.get() key=Clone::clone let:entry>
                    <option value=entry.0.0.to_string()>{entry.1.clone()}</option>
                </For>
            </select>
            <select
                class="select"
                aria-label=locale.text(words::workspace::scope::KINDS_OF_DEMAND)
                on:change=choose_kinds
                prop:value=move || {
                    let at = Kinds::CHOICES.iter().position(|choice| *choice == scope.kinds.get());
                    at.unwrap_or(0).to_string()
                }
            >
                {Kinds::CHOICES
                    .into_iter()
                    .enumerate()
                    .map(|(index, kinds)| view! { <option value=index.to_string()>{locale.text(kinds.name())}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}
