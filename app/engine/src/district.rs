//! The load profiles of a whole plan: per building and kind, per kind, and in total.
//!
//! A shape (one standard profile under one calendar and weather) is made once and shared by all demands
//! that use it; a demand is then a shape and a factor. Only a demand with a given peak load has a shape of
//! its own. That is what makes recalculation while typing cheap.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::building::{Building, BuildingId};
use crate::calendar::Calendar;
use crate::demand::{DemandKind, Profile, ProfileId, Scaling};
use crate::fit::{FitError, fit_to_energy_and_peak};
use crate::plan::Plan;
use crate::site::Site;
use crate::time::HOURS;
use crate::weather::Weather;

mod shape;

/// Version of the engine; part of every result.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Hourly series of the load profiles kept with the project, kW.
pub type ProfileSeries = BTreeMap<ProfileId, Arc<[f64]>>;

/// The hourly load of one demand: `shape[i] · factor` kW in hour `i`.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    shape: Arc<[f64]>,
    factor: f64,
    /// Energy over the year, kWh.
    pub annual_kwh: f64,
    /// Highest hourly mean, kW.
    pub peak_kw: f64,
}

impl Load {
    fn new(shape: Arc<[f64]>, factor: f64) -> Self {
        let sum: f64 = shape.iter().sum();
        let peak = shape.iter().copied().fold(0.0, f64::max);
        Self { annual_kwh: sum * factor, peak_kw: peak * factor, shape, factor }
    }

    /// Mean power in an hour of the axis, kW.
    #[must_use]
    pub fn at_kw(&self, hour_index: usize) -> f64 {
        self.shape[hour_index] * self.factor
    }

    /// Hourly means, kW.
    #[must_use]
    pub fn values_kw(&self) -> Vec<f64> {
        self.shape.iter().map(|value| value * self.factor).collect()
    }
}

/// The loads of one building.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildingLoads {
    /// Which building.
    pub building: BuildingId,
    /// One load per kind that has any energy.
    pub loads: BTreeMap<DemandKind, Load>,
}

/// Why a demand is not, or not fully, part of the result.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// A specific energy was entered, but the reference area is missing.
    AreaMissing,
    /// The profile cannot have this peak load; it is calculated without it.
    PeakOutOfRange {
        /// Peak load entered, kW.
        given_kw: f64,
        /// Least possible peak load, kW.
        min_kw: f64,
        /// Greatest possible peak load, kW.
        max_kw: f64,
    },
    /// The profile the demand refers to is not loaded or no longer there.
    ProfileMissing,
    /// The profile has no energy in the year, for example cooling in a cold climate.
    ProfileEmpty,
}

/// A demand that could not be calculated as entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which building.
    pub building: BuildingId,
    /// Which demand.
    pub kind: DemandKind,
    /// Why.
    pub reason: Reason,
}

/// The calculated plan.
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// Calendar year.
    pub year: i32,
    /// Whether schedules follow summer time.
    pub summer_time: bool,
    /// Buildings in the order of the table.
    pub buildings: Vec<BuildingLoads>,
    /// Sum over all buildings per kind with any energy, kW.
    pub by_kind: BTreeMap<DemandKind, Arc<[f64]>>,
    /// What could not be calculated as entered.
    pub problems: Vec<Problem>,
}

impl District {
    /// Sum of the given kinds, kW.
    #[must_use]
    pub fn total_kw(&self, kinds: &[DemandKind]) -> Vec<f64> {
        let mut total = vec![0.0; HOURS];
        for series in kinds.iter().filter_map(|kind| self.by_kind.get(kind)) {
            add_scaled(&mut total, series, 1.0);
        }
        total
    }

    /// The loads of a building.
    #[must_use]
    pub fn building(&self, id: BuildingId) -> Option<&BuildingLoads> {
        self.buildings.iter().find(|loads| loads.building == id)
    }

    /// Sum of the annual energy of all kinds, kWh.
    #[must_use]
    pub fn annual_kwh(&self) -> f64 {
        self.buildings.iter().flat_map(|building| building.loads.values()).map(|load| load.annual_kwh).sum()
    }
}

/// Calculates a plan once. Whoever calculates again and again keeps a [`Calculator`].
#[must_use]
pub fn calculate(plan: &Plan, weather: &Weather, profiles: &ProfileSeries) -> District {
    Calculator::new(&plan.site, weather).calculate(plan, profiles)
}

/// Calculates plans of one site; remembers shapes and fits between calls.
#[derive(Clone, Debug)]
pub struct Calculator {
    site: Site,
    calendar: Calendar,
    weather: Weather,
    shapes: Vec<(ShapeKey, Option<Arc<[f64]>>)>,
    fits: Vec<(FitKey, Result<Load, FitError>)>,
}

type ShapeKey = (DemandKind, Profile);

#[derive(Clone, Debug)]
struct FitKey {
    shape: Arc<[f64]>,
    annual_kwh: f64,
    peak_kw: f64,
}

impl FitKey {
    /// Same shape (the same allocation, which the key keeps alive), energy and peak.
    fn is(&self, other: &Self) -> bool {
        self.annual_kwh == other.annual_kwh
            && self.peak_kw == other.peak_kw
            && Arc::ptr_eq(&self.shape, &other.shape)
    }
}

impl Calculator {
    /// A calculator for the calendar of the site and its weather.
    #[must_use]
    pub fn new(site: &Site, weather: &Weather) -> Self {
        Self {
            site: site.clone(),
            calendar: Calendar::new(site.reference_year, site.federal_state),
            weather: weather.clone(),
            shapes: Vec::new(),
            fits: Vec::new(),
        }
    }

    /// Whether the calculator still fits the site: weather, calendar and summer time are the same.
    #[must_use]
    pub fn serves(&self, site: &Site) -> bool {
        self.site.weather == site.weather
            && self.site.reference_year == site.reference_year
            && self.site.federal_state == site.federal_state
            && self.site.summer_time == site.summer_time
    }

    /// Calculates every demand of the plan.
    pub fn calculate(&mut self, plan: &Plan, profiles: &ProfileSeries) -> District {
        let mut problems = Vec::new();
        let buildings: Vec<BuildingLoads> = plan
            .scenario
            .buildings
            .iter()
            .map(|building| BuildingLoads {
                building: building.id,
                loads: DemandKind::ALL
                    .into_iter()
                    .filter_map(|kind| Some((kind, self.load(building, kind, profiles, &mut problems)?)))
                    .collect(),
            })
            .collect();
        District {
            year: self.site.reference_year,
            summer_time: self.site.summer_time,
            by_kind: sum_by_kind(&buildings),
            buildings,
            problems,
        }
    }

    fn load(
        &mut self,
        building: &Building,
        kind: DemandKind,
        profiles: &ProfileSeries,
        problems: &mut Vec<Problem>,
    ) -> Option<Load> {
        let mut problem = |reason| problems.push(Problem { building: building.id, kind, reason });
        let profile = building.profile(kind).value()?;
        let metered = match profile {
            Profile::Metered { profile, scaling } => {
                let Some(series) = profiles.get(&profile) else {
                    problem(Reason::ProfileMissing);
                    return None;
                };
                if scaling == Scaling::AsIs {
                    return Some(Load::new(Arc::clone(series), 1.0));
                }
                Some((series, scaling))
            }
            _ => None,
        };
        let entered = building.annual_energy(kind);
        let entered_by_user = !entered.is_default();
        let Some(annual_kwh) = entered.value()?.to_kwh(building.reference_area_m2) else {
            if entered_by_user {
                problem(Reason::AreaMissing);
            }
            return None;
        };
        if annual_kwh <= 0.0 {
            return None;
        }
        let shape = match metered {
            Some((series, _)) => Some(Arc::clone(series)),
            None => self.shape(kind, profile),
        };
        let Some(shape) = shape else {
            problem(Reason::ProfileEmpty);
            return None;
        };
        let sum: f64 = shape.iter().sum();
        if sum <= 0.0 {
            problem(Reason::ProfileEmpty);
            return None;
        }
        let scaled = || Load::new(Arc::clone(&shape), annual_kwh / sum);
        let peak_kw = match metered {
            Some((_, Scaling::ToEnergy)) => None,
            _ => building.demand(kind).peak_kw,
        };
        let Some(peak_kw) = peak_kw else { return Some(scaled()) };
        match self.fitted(&shape, annual_kwh, peak_kw) {
            Ok(load) => Some(load),
            Err(FitError::PeakOutOfRange { given_kw, min_kw, max_kw }) => {
                problem(Reason::PeakOutOfRange { given_kw, min_kw, max_kw });
                Some(scaled())
            }
            Err(_) => {
                problem(Reason::ProfileEmpty);
                None
            }
        }
    }

    /// The shape of a generated profile; `None` if it has no energy.
    fn shape(&mut self, kind: DemandKind, profile: Profile) -> Option<Arc<[f64]>> {
        let key = (kind, profile);
        if let Some((_, shape)) = self.shapes.iter().find(|(known, _)| *known == key) {
            return shape.clone();
        }
        let made = shape::generate(kind, profile, &self.calendar, &self.weather, self.site.summer_time);
        let made: Option<Arc<[f64]>> = made.map(Into::into);
        self.shapes.push((key, made.clone()));
        made
    }

    fn fitted(&mut self, shape: &Arc<[f64]>, annual_kwh: f64, peak_kw: f64) -> Result<Load, FitError> {
        const REMEMBERED: usize = 4_000;
        let key = FitKey { shape: Arc::clone(shape), annual_kwh, peak_kw };
        if let Some((_, fit)) = self.fits.iter().find(|(known, _)| known.is(&key)) {
            return fit.clone();
        }
        let fit = fit_to_energy_and_peak(shape, annual_kwh, peak_kw);
        let fit = fit.map(|fit| Load::new(fit.values_kw.into(), 1.0));
        if self.fits.len() >= REMEMBERED {
            self.fits.clear();
        }
        self.fits.push((key, fit.clone()));
        fit
    }
}

fn sum_by_kind(buildings: &[BuildingLoads]) -> BTreeMap<DemandKind, Arc<[f64]>> {
    let mut sums = BTreeMap::new();
    for kind in DemandKind::ALL {
        // Demands that share a shape add up to one multiple of it.
        let mut factors: Vec<(&Arc<[f64]>, f64)> = Vec::new();
        for load in buildings.iter().filter_map(|building| building.loads.get(&kind)) {
            match factors.iter_mut().find(|(shape, _)| Arc::ptr_eq(shape, &load.shape)) {
                Some((_, factor)) => *factor += load.factor,
                None => factors.push((&load.shape, load.factor)),
            }
        }
        if factors.is_empty() {
            continue;
        }
        let mut sum = vec![0.0; HOURS];
        for (shape, factor) in factors {
            add_scaled(&mut sum, shape, factor);
        }
        sums.insert(kind, sum.into());
    }
    sums
}

fn add_scaled(sum: &mut [f64], shape: &[f64], factor: f64) {
    for (total, value) in sum.iter_mut().zip(shape) {
        *total += value * factor;
    }
}
