//! `summary.json`: key figures, problems, and from what they were calculated.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::building::{Building, BuildingId};
use engine::demand::DemandKind;
use engine::district::{BuildingLoads, District, ENGINE_VERSION, Problem, Reason};
use engine::figures::KeyFigures;
use engine::plan::Plan;
use engine::simultaneity::Simultaneity as Setting;
use engine::time::{Resolution, TimeAxis};
use serde::Serialize;

use super::Network;
use crate::services::inputs::Inputs;

/// Value of `format` in every summary.
const FORMAT: &str = "lastgang-summary";
/// Version of the form of the summary.
const VERSION: u32 = 1;

/// The key figures of a plan.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    format: &'static str,
    version: u32,
    engine_version: &'static str,
    input_sha256: String,
    project: &'a str,
    scenario: &'a str,
    reference_year: i32,
    summer_time: bool,
    weather: &'a str,
    total: Figures,
    simultaneity: Simultaneity,
    heat_network: Option<HeatNetwork>,
    kinds: Vec<Kind>,
    buildings: Vec<BuildingSummary<'a>>,
    problems: Vec<NamedProblem<'a>>,
}

/// The figures of one series.
#[derive(Serialize)]
struct Figures {
    annual_kwh: f64,
    peak_kw: f64,
    /// Start of the first hour with the peak; `null` without demand.
    peak_time: Option<String>,
    min_kw: f64,
    full_load_hours: Option<f64>,
}

/// Peak of the sum by sum of the peaks of the single demands.
#[derive(Serialize)]
struct Simultaneity {
    peak_of_sum_kw: f64,
    sum_of_peaks_kw: f64,
    /// `null` without demand.
    factor: Option<f64>,
}

/// The heat customers together under the simultaneity of the scenario.
#[derive(Serialize)]
struct HeatNetwork {
    #[serde(flatten)]
    setting: Setting,
    customers: usize,
    factor: f64,
    design_kw: f64,
    peak_kw: f64,
    plain_peak_kw: f64,
    /// Why the course of the network cannot have this peak; `null` if it has it.
    problem: Option<String>,
    counted_twice: Vec<BuildingId>,
    extrapolated: bool,
}

#[derive(Serialize)]
struct Kind {
    kind: DemandKind,
    /// Share in the annual energy of all kinds of the same table, 0 to 1.
    share: f64,
    #[serde(flatten)]
    figures: Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    simultaneity: Option<Simultaneity>,
    /// Whether a synthetic profile is part of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    synthetic: bool,
}

#[derive(Serialize)]
struct BuildingSummary<'a> {
    id: BuildingId,
    name: &'a str,
    total: Figures,
    simultaneity: Simultaneity,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct NamedProblem<'a> {
    building: BuildingId,
    name: &'a str,
    kind: DemandKind,
    #[serde(flatten)]
    reason: ReasonCode,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
enum ReasonCode {
    AreaMissing,
    PeakOutOfRange { given_kw: f64, min_kw: f64, max_kw: f64 },
    ProfileMissing,
    ProfileEmpty,
}

impl<'a> Summary<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        inputs: &'a Inputs,
        district: &District,
        network: Option<&Network>,
    ) -> Self {
        let clock = Clock { axis: TimeAxis::new(district.year), summer_time: district.summer_time };
        let total = clock.figures(&district.total_kw(&DemandKind::ALL));
        let peaks_of = |wanted: Option<DemandKind>| {
            let loads = district.buildings.iter().flat_map(|building| building.loads.iter());
            loads
                .filter(|(kind, _)| wanted.is_none_or(|wanted| wanted == **kind))
                .map(|(_, load)| load.peak_kw)
                .sum()
        };
        let synthetic = inputs.synthetic_demands(plan);
        let kinds = district.by_kind.iter().map(|(kind, values_kw)| {
            let figures = clock.figures(values_kw);
            let simultaneity = Some(Simultaneity::of(&figures, peaks_of(Some(*kind))));
            let synthetic = synthetic.iter().any(|(_, other)| other == kind);
            Kind { kind: *kind, share: share(&figures, &total), figures, simultaneity, synthetic }
        });
        let rows = plan.scenario.buildings.iter().zip(&district.buildings);
        let problems = district.problems.iter().map(|problem| NamedProblem::new(plan, problem));
        Self {
            format: FORMAT,
            version: VERSION,
            engine_version: ENGINE_VERSION,
            input_sha256: inputs.sha256(plan),
            project: &plan.site.name,
            scenario: &plan.scenario.name,
            reference_year: district.year,
            summer_time: district.summer_time,
            weather: &inputs.weather.source,
            simultaneity: Simultaneity::of(&total, peaks_of(None)),
            heat_network: network.map(HeatNetwork::of),
            kinds: kinds.collect(),
            buildings: rows
                .map(|(building, loads)| BuildingSummary::new(building, loads, clock, &synthetic))
                .collect(),
            problems: problems.collect(),
            total,
        }
    }
}

impl<'a> BuildingSummary<'a> {
    fn new(
        building: &'a Building,
        loads: &BuildingLoads,
        clock: Clock,
        synthetic: &BTreeSet<(BuildingId, DemandKind)>,
    ) -> Self {
        let series: Vec<(DemandKind, Arc<[f64]>)> =
            loads.loads.iter().map(|(kind, load)| (*kind, load.values_kw().into())).collect();
        let sum = engine::figures::sum_of(series.iter().map(|(_, values_kw)| &**values_kw));
        let total = clock.figures(&sum);
        let kinds = series.iter().map(|(kind, values_kw)| {
            let figures = clock.figures(values_kw);
            let synthetic = synthetic.contains(&(building.id, *kind));
            Kind { kind: *kind, share: share(&figures, &total), figures, simultaneity: None, synthetic }
        });
        Self {
            id: building.id,
            name: &building.name,
            simultaneity: Simultaneity::of(&total, loads.loads.values().map(|load| load.peak_kw).sum()),
            kinds: kinds.collect(),
            total,
        }
    }
}

impl Simultaneity {
    fn of(sum: &Figures, sum_of_peaks_kw: f64) -> Self {
        let peak_of_sum_kw = sum.peak_kw;
        let factor = (sum_of_peaks_kw > 0.0).then(|| peak_of_sum_kw / sum_of_peaks_kw);
        Self { peak_of_sum_kw, sum_of_peaks_kw, factor }
    }
}

impl HeatNetwork {
    fn of(Network { load, values_kw }: &Network) -> Self {
        let load = load.clone();
        Self {
            setting: load.simultaneity,
            customers: load.customers,
            factor: load.factor,
            design_kw: load.design_kw,
            peak_kw: load.peak_kw,
            plain_peak_kw: load.plain_peak_kw,
            problem: values_kw.as_ref().err().map(ToString::to_string),
            counted_twice: load.counted_twice,
            extrapolated: load.extrapolated,
        }
    }
}

impl<'a> NamedProblem<'a> {
    fn new(plan: &'a Plan, problem: &Problem) -> Self {
        let name = plan.scenario.building(problem.building).map_or("", |building| &building.name);
        let reason = match problem.reason {
            Reason::AreaMissing => ReasonCode::AreaMissing,
            Reason::PeakOutOfRange { given_kw, min_kw, max_kw } => {
                ReasonCode::PeakOutOfRange { given_kw, min_kw, max_kw }
            }
            Reason::ProfileMissing => ReasonCode::ProfileMissing,
            Reason::ProfileEmpty => ReasonCode::ProfileEmpty,
        };
        Self { building: problem.building, name, kind: problem.kind, reason }
    }
}

/// How hours are named.
#[derive(Clone, Copy)]
struct Clock {
    axis: TimeAxis,
    summer_time: bool,
}

impl Clock {
    fn figures(self, values_kw: &[f64]) -> Figures {
        let KeyFigures { energy_kwh, peak, min_kw, full_load_hours } = KeyFigures::of(values_kw);
        let start = || self.axis.iso_start(peak.index, Resolution::Hour, self.summer_time);
        let peak_time = (peak.kw > 0.0).then(start);
        Figures { annual_kwh: energy_kwh, peak_kw: peak.kw, peak_time, min_kw, full_load_hours }
    }
}

fn share(part: &Figures, whole: &Figures) -> f64 {
    if whole.annual_kwh > 0.0 { part.annual_kwh / whole.annual_kwh } else { 0.0 }
}
