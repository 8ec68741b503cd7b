//! The load profiles of a whole plan: per building and kind, per kind, and in total.
//!
//! A shape (one standard profile under one calendar and weather) is made once and shared by all demands
//! that use it; a demand is then a shape with a factor, or with the exponent that a given peak load needs.
//! That is what makes recalculation while typing cheap, and a thousand buildings small.

use std::collections::BTreeMap;
use std::sync::Arc;

use litemap::LiteMap;

use crate::building::{Building, BuildingId};
use crate::calendar::Calendar;
use crate::demand::{ByKind, DemandKind, Profile, ProfileId, Scaling};
use crate::fit::FitError;
use crate::plan::Plan;
use crate::random::Random;
use crate::series::hourly_means;
use crate::site::Site;
use crate::time::{HOURS, Resolution};
use crate::weather::Weather;

mod load;
mod shape;

pub use load::Load;
pub use shape::{Surroundings, shape_of};

use load::{Shape, add_scaled, same_sum, sum_of};

/// Version of the engine; part of every result.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Hourly series of the load profiles kept with the project, kW.
pub type ProfileSeries = LiteMap<ProfileId, Arc<[f64]>>;

/// The loads of one building.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildingLoads {
    /// Which building.
    pub building: BuildingId,
    /// One load per kind that has any energy.
    pub loads: ByKind<Load>,
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
    pub by_kind: ByKind<Arc<[f64]>>,
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

/// Calculates plans of one site; remembers shapes, fits and sums between calls.
#[derive(Clone, Debug)]
pub struct Calculator {
    site: Site,
    calendar: Calendar,
    weather: Weather,
    shapes: Vec<(ShapeKey, Option<Arc<Shape>>)>,
    metered: Vec<Arc<Shape>>,
    fits: BTreeMap<FitKey, Result<Load, FitError>>,
    sums: ByKind<(Vec<Load>, Arc<[f64]>)>,
}

/// Kind, profile and, for profiles that are drawn, the seed.
type ShapeKey = (DemandKind, Profile, u64);

/// Address of the shape (which the shapes above keep alive), and the bits of energy and peak.
type FitKey = (usize, u64, u64);

/// Fits that are remembered: enough for every demand of the largest plan, and some rounds of editing.
const FITS_REMEMBERED: usize = 50_000;
/// Shapes that are remembered.
const SHAPES_REMEMBERED: usize = 2_000;
/// Metered series that are remembered.
const METERED_REMEMBERED: usize = 200;

impl Calculator {
    /// A calculator for the calendar of the site and its weather.
    #[must_use]
    pub fn new(site: &Site, weather: &Weather) -> Self {
        Self {
            site: site.clone(),
            calendar: Calendar::new(site.reference_year, site.federal_state),
            weather: weather.clone(),
            shapes: Vec::new(),
            metered: Vec::new(),
            fits: BTreeMap::new(),
            sums: ByKind::new(),
        }
    }

    /// Whether the calculator still fits the site: weather, calendar, summer time and seed are the same.
    #[must_use]
    pub fn serves(&self, site: &Site) -> bool {
        self.site.weather == site.weather
            && self.site.reference_year == site.reference_year
            && self.site.federal_state == site.federal_state
            && self.site.summer_time == site.summer_time
            && self.site.seed == site.seed
    }

    /// Calculates every demand of the plan.
    pub fn calculate(&mut self, plan: &Plan, profiles: &ProfileSeries) -> District {
        // Parameters that are tried out leave shapes behind; fits are kept by the address of a shape.
        if self.shapes.len() > SHAPES_REMEMBERED {
            self.shapes.clear();
            self.fits.clear();
        }
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
            by_kind: self.sum_by_kind(&buildings),
            buildings,
            problems,
        }
    }

    /// The quarter hours of a load of this building, kW: hourly means as in `load`, and within the hour the
    /// course of the profile where it has one. `None` if the profile has none.
    #[must_use]
    pub fn quarter_hours_kw(&self, building: &Building, kind: DemandKind, load: &Load) -> Option<Vec<f64>> {
        let profile = building.profile(kind).value().filter(Profile::has_quarter_hours)?;
        let seed = self.seed_of(building.id, kind, &profile);
        let quarters = shape_of(kind, &profile, &self.surroundings(), seed, Resolution::QuarterHour)?;
        let means = hourly_means(&quarters);
        let within = |(index, quarter): (usize, f64)| {
            let (kw, mean) = (load.at_kw(index / 4), means[index / 4]);
            if mean > 0.0 { kw * quarter / mean } else { kw }
        };
        Some(quarters.into_iter().enumerate().map(within).collect())
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
                let shape = self.metered(series);
                if scaling == Scaling::AsIs {
                    return Some(Load::scaled(&shape, 1.0));
                }
                Some((shape, scaling))
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
        let peak_kw = match metered {
            Some((_, Scaling::ToEnergy)) => None,
            _ => building.demand(kind).peak_kw,
        };
        let shape = match metered {
            Some((shape, _)) => Some(shape),
            None => self.shape(building.id, kind, profile),
        };
        let Some(shape) = shape.filter(|shape| shape.sum() > 0.0) else {
            problem(Reason::ProfileEmpty);
            return None;
        };
        let scaled = || Load::scaled(&shape, annual_kwh / shape.sum());
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
    fn shape(&mut self, building: BuildingId, kind: DemandKind, profile: Profile) -> Option<Arc<Shape>> {
        let seed = self.seed_of(building, kind, &profile);
        let key = (kind, profile, seed);
        if let Some((_, shape)) = self.shapes.iter().find(|(known, _)| *known == key) {
            return shape.clone();
        }
        let made = shape_of(kind, &profile, &self.surroundings(), seed, Resolution::Hour);
        let made = made.map(|values| Arc::new(Shape::new(values.into())));
        self.shapes.push((key, made.clone()));
        made
    }

    fn surroundings(&self) -> Surroundings<'_> {
        Surroundings { calendar: &self.calendar, weather: &self.weather, summer_time: self.site.summer_time }
    }

    /// The seed of a drawn profile: that of the project, the building and the kind, so that neither the order of
    /// the buildings nor their number changes what is drawn. 0 for all other profiles.
    fn seed_of(&self, building: BuildingId, kind: DemandKind, profile: &Profile) -> u64 {
        if !profile.is_drawn() {
            return 0;
        }
        let (high, low) = building.0.as_u64_pair();
        let of_building = Random::stream(u64::from(self.site.seed), high ^ low.rotate_left(32)).next_u64();
        Random::stream(of_building, kind.index() as u64).next_u64()
    }

    /// The shape of a metered profile.
    fn metered(&mut self, series: &Arc<[f64]>) -> Arc<Shape> {
        if let Some(shape) = self.metered.iter().find(|shape| Arc::ptr_eq(shape.values(), series)) {
            return Arc::clone(shape);
        }
        // Series may be replaced again and again; fits are kept by the address of a shape, so they go along.
        if self.metered.len() >= METERED_REMEMBERED {
            self.metered.clear();
            self.fits.clear();
        }
        let shape = Arc::new(Shape::new(Arc::clone(series)));
        self.metered.push(Arc::clone(&shape));
        shape
    }

    fn fitted(&mut self, shape: &Arc<Shape>, annual_kwh: f64, peak_kw: f64) -> Result<Load, FitError> {
        let key = (Arc::as_ptr(shape).addr(), annual_kwh.to_bits(), peak_kw.to_bits());
        if let Some(fit) = self.fits.get(&key) {
            return fit.clone();
        }
        if self.fits.len() >= FITS_REMEMBERED {
            self.fits.clear();
        }
        let fit = Load::fitted(shape, annual_kwh, peak_kw);
        self.fits.insert(key, fit.clone());
        fit
    }

    /// Sums per kind; a kind whose loads are those of the last call keeps its sum.
    fn sum_by_kind(&mut self, buildings: &[BuildingLoads]) -> ByKind<Arc<[f64]>> {
        let mut sums = ByKind::new();
        for kind in DemandKind::ALL {
            let loads: Vec<Load> =
                buildings.iter().filter_map(|building| building.loads.get(&kind)).cloned().collect();
            if loads.is_empty() {
                self.sums.remove(&kind);
                continue;
            }
            let known = self.sums.get(&kind).filter(|(summed, _)| same_sum(summed, &loads));
            let sum = match known {
                Some((_, sum)) => Arc::clone(sum),
                None => sum_of(&loads, HOURS).into(),
            };
            self.sums.insert(kind, (loads, Arc::clone(&sum)));
            sums.insert(kind, sum);
        }
        sums
    }
}
