//! Fingerprints of every generator's series and of the sample district: FNV-1a over the bits of the values.
//!
//! One source for the native test (`tests/bits.rs`) and for wasm (`main.rs`, run by Node).

use std::sync::Arc;

use engine::building_type::BuildingType;
use engine::calendar::{Calendar, FederalState};
use engine::district::{ProfileSeries, calculate};
use engine::electricity::{ElectricitySlp, electricity_profile};
use engine::fit::fit_to_energy_and_peak;
use engine::generator::{
    Charging, ChargingPlace, Course, HeatingDegreeHours, HotWaterDraws, HotWaterUse, IndustrialSteps,
    Insulation, Mass, Pattern, Process, Rises, Shifts, SpaceCooling, UseSchedule, WeekSchedule, charging,
    heating_degree_hours, home_charging, hot_water_day, hot_water_draws, industrial_steps, process,
    space_cooling, use_schedule,
};
use engine::heat::{HeatPart, HeatSlp, heat_profile};
use engine::plan::Plan;
use engine::project_file::ProjectFile;
use engine::series::hourly_means;
use engine::simultaneity::{SimultaneityLaw, smooth_to_peak};
use engine::time::Resolution;
use engine::weather::{Weather, parse_builtin};

/// Name and fingerprint of everything, in a fixed order.
pub fn fingerprints() -> Vec<(String, u64)> {
    let weather = parse_builtin(include_str!("../../../../public/weather/try2010-05.csv"))
        .expect("built-in weather is readable");
    let calendar = Calendar::new(2024, Some(FederalState::Saxony));
    let mut all = Vec::new();
    let mut add = |name: &str, values: &[f64]| all.push((name.to_owned(), fingerprint(values)));
    for slp in ElectricitySlp::ALL {
        for resolution in [Resolution::Hour, Resolution::QuarterHour] {
            let name = format!("{} {}", slp.code(), resolution.minutes());
            add(&name, &electricity_profile(slp, &calendar, true, 1234.5, resolution));
        }
    }
    for slp in HeatSlp::ALL {
        let heat =
            heat_profile(slp, HeatPart::Total, &calendar, &weather.temperature_c, true, Some(15.0), 1e4);
        add(slp.code(), &heat.expect("a year of temperatures"));
    }
    for (name, values) in generated(&calendar, &weather) {
        add(&name, &values);
    }
    let factors: Vec<f64> = (0..400).map(|n| SimultaneityLaw::Winter2001.factor(n)).collect();
    add("winter 2001", &factors);
    let reciprocal = SimultaneityLaw::Reciprocal { limit: SimultaneityLaw::THERMOS_LIMIT };
    add("reciprocal law", &(0..400).map(|n| reciprocal.factor(n)).collect::<Vec<f64>>());
    for (name, values) in sample_district(&weather) {
        add(&name, &values);
    }
    all
}

fn generated(calendar: &Calendar, weather: &Weather) -> Vec<(String, Vec<f64>)> {
    let mut all = Vec::new();
    let schedule = Shifts { day_from_hour: 7, day_to_hour: 19, night_share: 0.3, weekend_share: 0.5 };
    for insulation in Insulation::ALL {
        for mass in Mass::ALL {
            let preset = HeatingDegreeHours::preset(insulation, mass);
            let values = heating_degree_hours(calendar, weather, preset, true).expect("cold enough");
            all.push((format!("heating {insulation:?} {mass:?}"), values));
        }
    }
    let cooling = SpaceCooling { schedule, solar_time_constant_h: 8.0, ..SpaceCooling::default() };
    all.push(("cooling".into(), space_cooling(calendar, weather, cooling, true).expect("warm enough")));
    for hot_water_use in HotWaterUse::ALL {
        all.push((format!("hot water {hot_water_use:?}"), hot_water_day(calendar, true, hot_water_use)));
    }
    for dwellings in [1, 7, 300] {
        let draws = HotWaterDraws { dwellings, litres_per_day: 75.0 };
        all.push((format!("draws {dwellings}"), hot_water_draws(calendar, true, draws, 42)));
    }
    for work in [Pattern::Band, Pattern::Shifts(schedule), Pattern::Week { hours: WeekSchedule::default() }] {
        for rises in [Rises::AboveBase, Rises::BelowBase] {
            let parameters = Process { work, weather_share: 0.35, base_temperature_c: 12.0 };
            let values = process(calendar, weather, parameters, rises, true).expect("base is passed");
            all.push((format!("process {rises:?} {}", all.len()), values));
        }
    }
    for building_type in BuildingType::ALL {
        let schedule = UseSchedule { building_type, lighting_share: None };
        all.push((format!("use {}", building_type.key()), use_schedule(calendar, true, schedule)));
    }
    all.push(("industry".into(), industrial_steps(calendar, true, IndustrialSteps::default())));
    all.push(("home charging".into(), home_charging(calendar, true)));
    for place in ChargingPlace::ALL {
        for course in [Course::Auto, Course::Expected, Course::Drawn] {
            let parameters = Charging { points: 80, place, course, ..Charging::default() };
            all.push((format!("charging {place:?} {course:?}"), charging(calendar, true, parameters, 42)));
        }
    }
    let heating = all[0].1.clone();
    for peak_kw in [3.0, 5.0, 12.0] {
        let fit = fit_to_energy_and_peak(&heating, 8760.0, peak_kw).expect("a possible peak");
        all.push((format!("fit {peak_kw}"), fit.values_kw));
    }
    let highest = heating.iter().copied().fold(0.0, f64::max);
    all.push(("smoothing".into(), smooth_to_peak(&heating, 0.8 * highest).expect("above the mean").values));
    all
}

fn sample_district(weather: &Weather) -> Vec<(String, Vec<f64>)> {
    let project: ProjectFile =
        serde_json::from_str(include_str!("../../../../public/samples/sample-district.json"))
            .expect("the sample is a project file");
    let profiles: ProfileSeries = project
        .profiles
        .iter()
        .map(|record| (record.id, Arc::from(hourly_means(&record.values_kw))))
        .collect();
    let mut all = Vec::new();
    for scenario in project.scenarios {
        let name = scenario.name.clone();
        let plan = Plan { site: project.site.clone(), scenario };
        for (kind, values) in calculate(&plan, weather, &profiles).by_kind.iter() {
            all.push((format!("district {name} {}", kind.key()), values.to_vec()));
        }
    }
    all
}

/// FNV-1a with 64 bits over the bytes of the values, lowest first.
fn fingerprint(values: &[f64]) -> u64 {
    values.iter().flat_map(|value| value.to_bits().to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
