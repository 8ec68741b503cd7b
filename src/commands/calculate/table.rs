//! `profiles.csv`: the total, every kind, and every kind of every building, hour by hour.

use std::io::{self, Write};

use engine::demand::DemandKind;
use engine::district::{District, Load};
use engine::plan::Plan;
use engine::time::{HOURS, Resolution, TimeAxis};

use super::Network;

/// Steps per kW to which the values are rounded: one milliwatt.
const STEPS_PER_KW: f64 = 1e6;

/// Writes the table; all values are hourly means in kW.
///
/// Buildings are named `number name: kind_kw` with their row in the demand table, so that equal names stay
/// apart and no name is read as a formula.
pub(super) fn write(
    plan: &Plan,
    district: &District,
    network: Option<&Network>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let network = network.and_then(|network| network.values_kw.as_deref().ok());
    let axis = TimeAxis::new(district.year);
    let total = district.total_kw(&DemandKind::ALL);
    let loads: Vec<&Load> = district.buildings.iter().flat_map(|building| building.loads.values()).collect();
    write_head(plan, district, network.is_some(), out)?;
    for hour in 0..HOURS {
        write!(out, "{}", axis.iso_start(hour, Resolution::Hour, district.summer_time))?;
        let kinds = district.by_kind.values().map(|values| values[hour]);
        let network = network.map(|values| values[hour]);
        let loads = loads.iter().map(|load| load.at_kw(hour));
        for value_kw in std::iter::once(total[hour]).chain(kinds).chain(network).chain(loads) {
            write!(out, ",{}", (value_kw * STEPS_PER_KW).round() / STEPS_PER_KW)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_head(plan: &Plan, district: &District, network: bool, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "time,total_kw")?;
    for kind in district.by_kind.keys() {
        write!(out, ",{}_kw", kind.key())?;
    }
    if network {
        write!(out, ",heat_network_kw")?;
    }
    for (index, (building, loads)) in plan.scenario.buildings.iter().zip(&district.buildings).enumerate() {
        for kind in loads.loads.keys() {
            let name = format!("{} {}: {}_kw", index + 1, building.name, kind.key());
            write!(out, ",{}", quoted(&name))?;
        }
    }
    writeln!(out)
}

fn quoted(name: &str) -> String {
    if name.contains([',', ';', '"']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_separators_are_quoted() {
        assert_eq!(quoted("1 Haus 3: electricity_kw"), "1 Haus 3: electricity_kw");
        assert_eq!(quoted("1 \"Alte Post\", Haus 3"), "\"1 \"\"Alte Post\"\", Haus 3\"");
    }
}
