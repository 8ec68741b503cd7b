//! What a hub gives back, as JSON and as text.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use solve::elastic::relief;
use solve::{Flow, Method, Ray, Shortage, Solution, VariableId};

use super::build::Hub;
use super::model::Model;

/// An optimum.
#[derive(Debug, Serialize)]
pub struct Solved {
    status: &'static str,
    objective_eur_a: f64,
    capacities: BTreeMap<String, f64>,
    energy: BTreeMap<String, f64>,
    co2_kg_a: f64,
    /// What one more kg of the limit would save.
    co2_shadow_price_eur_per_kg: Option<f64>,
    iterations: usize,
    solve_s: f64,
    gap: f64,
    residual: f64,
    method: &'static str,
}

/// A model without a solution.
#[derive(Debug, Serialize)]
pub struct Failed {
    status: &'static str,
    /// Carriers whose balance cannot be met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    carriers: Vec<Lack>,
    /// By how much the limit of emissions is too low.
    #[serde(skip_serializing_if = "Option::is_none")]
    co2_missing_kg_a: Option<f64>,
    /// Single changes that make a solution possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change>,
    /// What grows without end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    endless: Vec<String>,
}

/// A balance that cannot be met.
#[derive(Debug, Serialize)]
struct Lack {
    carrier: String,
    /// `missing`, or `surplus` that has no way out.
    kind: &'static str,
    kwh: f64,
    peak_kw: f64,
    /// From 1; the first hundred.
    steps: Vec<usize>,
    n_steps: usize,
}

/// A limit and the value that would do.
#[derive(Debug, Serialize)]
struct Change {
    field: String,
    from: f64,
    to: f64,
    unit: &'static str,
}

impl Solved {
    pub fn new(model: &Model, hub: &Hub, solution: &Solution, solve_s: f64) -> Self {
        let mut capacities = BTreeMap::new();
        let mut energy = BTreeMap::new();
        let kwh = |variable: VariableId| solution.values[variable.0].iter().sum::<f64>() * model.dt_h;
        let mut co2_kg_a = 0.0;
        for (import, (variable, peak)) in model.imports.iter().zip(&hub.imports) {
            energy.insert(format!("{}_kwh", import.id), kwh(*variable));
            co2_kg_a += kwh(*variable) * import.co2_kg_per_kwh;
            if let Some(peak) = peak {
                capacities.insert(import.id.clone(), solution.capacities[peak.0]);
            }
        }
        for (export, variable) in model.exports.iter().zip(&hub.exports) {
            energy.insert(format!("{}_kwh", export.id), kwh(*variable));
        }
        let converters = model.converters.iter().map(|part| &part.id).zip(&hub.converters);
        for (id, (variable, capacity)) in
            converters.chain(model.sources.iter().map(|part| &part.id).zip(&hub.sources))
        {
            energy.insert(format!("{id}_kwh"), kwh(*variable));
            capacities.insert(id.clone(), solution.capacities[capacity.0]);
        }
        for (storage, store) in model.storages.iter().zip(&hub.storages) {
            energy.insert(format!("{}_charge_kwh", storage.id), kwh(store.charge));
            energy.insert(format!("{}_discharge_kwh", storage.id), kwh(store.discharge));
            capacities.insert(storage.id.clone(), solution.capacities[store.capacity.0]);
        }
        Self {
            status: "optimal",
            objective_eur_a: solution.objective - hub.rebate,
            capacities,
            energy,
            co2_kg_a,
            co2_shadow_price_eur_per_kg: hub.emissions.map(|total| 0.0 - solution.total_prices[total.0]),
            iterations: solution.statistics.iterations,
            solve_s,
            gap: solution.certificate.gap,
            residual: solution.certificate.residual_absolute,
            method: match solution.statistics.method {
                Method::Structured => "structured interior point",
                Method::General => "general interior point",
            },
        }
    }

    /// A table for people.
    pub fn write(&self, model: &Model, out: &mut dyn Write) -> io::Result<()> {
        if !model.name.is_empty() {
            writeln!(out, "{}", model.name)?;
        }
        writeln!(out, "{:<28} {:>16.2} €/a", "cost", self.objective_eur_a)?;
        writeln!(out, "{:<28} {:>16.1} kg/a", "CO2", self.co2_kg_a)?;
        if let Some(price) = self.co2_shadow_price_eur_per_kg {
            writeln!(out, "{:<28} {:>16.4} €/kg", "value of one more kg", price)?;
        }
        writeln!(out)?;
        let storage = |id: &String| model.storages.iter().any(|storage| storage.id == *id);
        for (id, size) in &self.capacities {
            let unit = if storage(id) { "kWh" } else { "kW" };
            writeln!(out, "{id:<28} {size:>16.3} {unit}")?;
        }
        writeln!(out)?;
        for (id, energy) in &self.energy {
            writeln!(out, "{:<28} {energy:>16.1} kWh", id.strip_suffix("_kwh").unwrap_or(id))?;
        }
        writeln!(out)?;
        writeln!(
            out,
            "{}, {} iterations, {:.2} s; gap {:.1e}, largest residual {:.1e} kW",
            self.method, self.iterations, self.solve_s, self.gap, self.residual
        )
    }
}

impl Failed {
    pub fn infeasible(model: &Model, hub: &Hub, shortage: &Shortage) -> Self {
        let mut carriers = Vec::new();
        for (row, amounts) in &shortage.rows {
            let Some(place) = hub.balances.iter().position(|balance| balance == row) else { continue };
            for (kind, sign) in [("missing", 1.0), ("surplus", -1.0)] {
                let part = |amount: &f64| (sign * amount).max(0.0);
                let steps: Vec<usize> =
                    (0..amounts.len()).filter(|t| part(&amounts[*t]) > 0.0).map(|t| t + 1).collect();
                if steps.is_empty() {
                    continue;
                }
                carriers.push(Lack {
                    carrier: model.carriers[place].clone(),
                    kind,
                    kwh: amounts.iter().map(part).sum::<f64>() * model.dt_h,
                    peak_kw: amounts.iter().map(part).fold(0.0, f64::max),
                    n_steps: steps.len(),
                    steps: steps.into_iter().take(100).collect(),
                });
            }
        }
        let co2 = shortage
            .totals
            .iter()
            .find(|(total, _)| hub.emissions == Some(*total))
            .map(|(_, amount)| *amount);
        let mut changes = Vec::new();
        for (field, limit, from, unit) in &hub.limits {
            if let Ok(Some(change)) = relief(&hub.problem, *limit, &mut |_| Flow::Continue) {
                changes.push(Change { field: field.clone(), from: *from, to: from + change, unit });
            }
        }
        Self { status: "infeasible", carriers, co2_missing_kg_a: co2, changes, endless: Vec::new() }
    }

    pub fn unbounded(model: &Model, hub: &Hub, ray: &Ray) -> Self {
        let grows = |variable: VariableId| ray.variables.iter().any(|(other, _)| *other == variable);
        let price = |variable: VariableId| {
            let cost = &hub.problem.variables[variable.0].cost;
            let sum: f64 = (0..model.n_steps).map(|t| cost.at(t).abs()).sum();
            format!("{:.4} €/kWh", sum / model.n_steps as f64 / model.dt_h)
        };
        let mut endless = Vec::new();
        for (import, (variable, _)) in model.imports.iter().zip(&hub.imports) {
            endless
                .extend(grows(*variable).then(|| format!("import “{}” at {}", import.id, price(*variable))));
        }
        for (converter, (variable, _)) in model.converters.iter().zip(&hub.converters) {
            endless.extend(grows(*variable).then(|| format!("converter “{}”", converter.id)));
        }
        for (source, (variable, _)) in model.sources.iter().zip(&hub.sources) {
            endless.extend(grows(*variable).then(|| format!("source “{}”", source.id)));
        }
        for (export, variable) in model.exports.iter().zip(&hub.exports) {
            endless
                .extend(grows(*variable).then(|| format!("export “{}” at {}", export.id, price(*variable))));
        }
        Self {
            status: "unbounded",
            carriers: Vec::new(),
            co2_missing_kg_a: None,
            changes: Vec::new(),
            endless,
        }
    }

    /// The reason for people.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.endless.is_empty() {
            writeln!(out, "no solution: the cost falls without end, the more of these the better:")?;
            self.endless.iter().try_for_each(|part| writeln!(out, "  {part}"))?;
            return writeln!(out, "check their prices, or limit one of them by cap_max");
        }
        writeln!(out, "no solution: demands and limits contradict each other")?;
        for lack in &self.carriers {
            let steps: Vec<String> = lack.steps.iter().take(10).map(ToString::to_string).collect();
            let more = if lack.n_steps > 10 { ", …" } else { "" };
            let verb = if lack.kind == "missing" { "missing" } else { "too much" };
            writeln!(
                out,
                "  {}: {:.3} kWh {verb}, up to {:.3} kW, in {} steps: {}{more}",
                lack.carrier,
                lack.kwh,
                lack.peak_kw,
                lack.n_steps,
                steps.join(", ")
            )?;
        }
        if let Some(missing) = self.co2_missing_kg_a {
            writeln!(out, "  co2_cap_kg_a: {missing:.3} kg too low")?;
        }
        if self.changes.is_empty() {
            return writeln!(out, "no single limit helps");
        }
        writeln!(out, "each of these changes makes it possible:")?;
        for Change { field, from, to, unit } in &self.changes {
            writeln!(out, "  {field}: from {from} to {to:.3} {unit}")?;
        }
        Ok(())
    }
}
