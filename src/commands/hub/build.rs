//! The linear problem of a hub.
//!
//! Per step: `imports + outputs + sources + discharge = demand + exports + inputs + charge` for every carrier, and
//! `level = (1 − loss)^Δt · level before + η_c · charge · Δt − discharge · Δt / η_d` for every storage.

use std::collections::{BTreeMap, BTreeSet};

use solve::{
    Capacity, CapacityId, Direction, Limit, Problem, Row, RowId, Series, Term, Total, TotalId, Variable,
    VariableId,
};

use super::HubError;
use super::model::{Investment, Model, Value};
use super::table::Table;

/// The problem and what its parts are.
#[derive(Debug)]
pub struct Hub {
    pub problem: Problem,
    /// Row of the balance of every carrier.
    pub balances: Vec<RowId>,
    /// Imports: variable and, with a price of the peak, its capacity.
    pub imports: Vec<(VariableId, Option<CapacityId>)>,
    pub exports: Vec<VariableId>,
    pub converters: Vec<(VariableId, CapacityId)>,
    pub sources: Vec<(VariableId, CapacityId)>,
    pub storages: Vec<Store>,
    pub emissions: Option<TotalId>,
    /// What the objective of the problem has too much: existing units cost no capital.
    pub rebate: f64,
    /// Limits that could be changed: what, its value, unit.
    pub limits: Vec<(String, Limit, f64, &'static str)>,
}

/// Variables of a storage.
#[derive(Debug)]
pub struct Store {
    pub charge: VariableId,
    pub discharge: VariableId,
    pub capacity: CapacityId,
}

struct Builder<'a> {
    model: &'a Model,
    table: &'a Table,
    rows: BTreeMap<&'a str, usize>,
    balances: Vec<Row>,
    supplied: BTreeSet<&'a str>,
    hub: Hub,
}

impl Hub {
    /// Checks the model and makes its problem.
    pub fn new(model: &Model, table: &Table) -> Result<Self, HubError> {
        let mut builder = Builder::new(model, table)?;
        builder.imports()?;
        builder.exports()?;
        builder.converters()?;
        builder.sources()?;
        builder.storages()?;
        builder.finish()
    }
}

impl<'a> Builder<'a> {
    fn new(model: &'a Model, table: &'a Table) -> Result<Self, HubError> {
        if model.n_steps == 0 {
            return Err(field("n_steps", "at least 1"));
        }
        positive("dt_h", model.dt_h)?;
        if !(model.interest.is_finite() && model.interest > -1.0) {
            return Err(field("interest", "a share above −1, such as 0.04"));
        }
        not_negative("co2_price_eur_per_t", model.co2_price_eur_per_t)?;
        not_negative("co2_cap_kg_a", model.co2_cap_kg_a.unwrap_or(0.0))?;
        let mut rows = BTreeMap::new();
        for (i, carrier) in model.carriers.iter().enumerate() {
            if rows.insert(carrier.as_str(), i).is_some() {
                return Err(field("carriers", &format!("“{carrier}” twice")));
            }
        }
        let mut ids = BTreeSet::new();
        let all = model.imports.iter().map(|part| &part.id).chain(model.exports.iter().map(|part| &part.id));
        let all = all.chain(model.converters.iter().map(|part| &part.id));
        let all = all.chain(model.sources.iter().map(|part| &part.id));
        for id in all.chain(model.storages.iter().map(|part| &part.id)) {
            if !ids.insert(id) {
                return Err(field("id", &format!("“{id}” twice")));
            }
        }
        let hub = Hub {
            problem: Problem::new(model.n_steps),
            balances: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
            converters: Vec::new(),
            sources: Vec::new(),
            storages: Vec::new(),
            emissions: None,
            rebate: 0.0,
            limits: Vec::new(),
        };
        let mut builder = Self { model, table, rows, balances: Vec::new(), supplied: BTreeSet::new(), hub };
        for carrier in &model.carriers {
            let demand = match model.demands.get(carrier) {
                Some(value) => builder.value(&format!("demands.{carrier}"), value)?,
                None => 0.0.into(),
            };
            builder.balances.push(Row::equal(demand));
        }
        if let Some(carrier) =
            model.demands.keys().find(|carrier| !builder.rows.contains_key(carrier.as_str()))
        {
            return Err(builder.unknown_carrier(&format!("demands.{carrier}"), carrier));
        }
        Ok(builder)
    }

    fn imports(&mut self) -> Result<(), HubError> {
        let dt = self.model.dt_h;
        let mut emissions = Total::new(Direction::AtMost, self.model.co2_cap_kg_a.unwrap_or(0.0));
        for import in &self.model.imports {
            let place = format!("import “{}”", import.id);
            let row = self.carrier(&place, &import.carrier)?;
            not_negative(&format!("{place}, co2_kg_per_kwh"), import.co2_kg_per_kwh)?;
            not_negative(&format!("{place}, peak_price_eur_per_kw_a"), import.peak_price_eur_per_kw_a)?;
            let co2 = if import.co2_priced {
                self.model.co2_price_eur_per_t / 1000.0 * import.co2_kg_per_kwh
            } else {
                0.0
            };
            let price = self.value(&format!("{place}, price"), &import.price)?;
            let variable = Variable::new(price.map(|price| (price + co2) * dt));
            let most = limit(&place, import.cap_max)?;
            let (variable, peak) = if import.peak_price_eur_per_kw_a > 0.0 {
                let capacity = Capacity { most, ..Capacity::free(import.peak_price_eur_per_kw_a) };
                let capacity = self.hub.problem.add_capacity(capacity);
                self.limited(&place, Limit::Most(capacity), most, "kW");
                (self.hub.problem.add_variable(variable.within(capacity, 1.0)), Some(capacity))
            } else {
                (self.bounded(&place, variable, most), None)
            };
            self.balances[row].terms.push(Term::new(variable, 1.0));
            self.supplied.insert(&import.carrier);
            if import.co2_kg_per_kwh > 0.0 {
                emissions = emissions.with(variable, import.co2_kg_per_kwh * dt);
            }
            self.hub.imports.push((variable, peak));
        }
        if let Some(cap) = self.model.co2_cap_kg_a {
            let total = self.hub.problem.add_total(emissions);
            self.hub.emissions = Some(total);
            self.hub.limits.push(("co2_cap_kg_a".into(), Limit::Total(total), cap, "kg"));
        }
        Ok(())
    }

    fn exports(&mut self) -> Result<(), HubError> {
        let dt = self.model.dt_h;
        for export in &self.model.exports {
            let place = format!("export “{}”", export.id);
            let row = self.carrier(&place, &export.carrier)?;
            let price = self.value(&format!("{place}, price"), &export.price)?;
            let most = limit(&place, export.cap_max)?;
            let variable = self.bounded(&place, Variable::new(price.map(|price| -price * dt)), most);
            self.balances[row].terms.push(Term::new(variable, -1.0));
            self.hub.exports.push(variable);
        }
        Ok(())
    }

    fn converters(&mut self) -> Result<(), HubError> {
        for converter in &self.model.converters {
            let place = format!("converter “{}”", converter.id);
            let capacity = self.investment(&place, converter.investment(), "kW")?;
            finite(&format!("{place}, var_om"), converter.var_om)?;
            let variable = Variable::new(converter.var_om * self.model.dt_h).within(capacity, 1.0);
            let variable = self.hub.problem.add_variable(variable);
            let reference = self.carrier(&format!("{place}, ref"), &converter.reference)?;
            for (list, name, sign) in [(&converter.inputs, "in", -1.0), (&converter.outputs, "out", 1.0)] {
                for (carrier, value) in list {
                    let place = format!("{place}, {name}.{carrier}");
                    let row = self.carrier(&place, carrier)?;
                    let factor = self.value(&place, value)?;
                    self.none_negative(&place, value, &factor)?;
                    self.balances[row].terms.push(Term::new(variable, factor.map(|factor| sign * factor)));
                    if sign > 0.0 {
                        self.supplied.insert(carrier);
                    }
                }
            }
            let named = |list: &BTreeMap<String, Value>| list.contains_key(&converter.reference);
            if !named(&converter.inputs) && !named(&converter.outputs) {
                self.balances[reference].terms.push(Term::new(variable, 1.0));
                self.supplied.insert(&converter.reference);
            }
            self.hub.converters.push((variable, capacity));
        }
        Ok(())
    }

    fn sources(&mut self) -> Result<(), HubError> {
        for source in &self.model.sources {
            let place = format!("source “{}”", source.id);
            let row = self.carrier(&place, &source.carrier)?;
            let capacity = self.investment(&place, source.investment(), "kW")?;
            let place = format!("{place}, profile");
            let profile = self.value(&place, &source.profile)?;
            self.none_negative(&place, &source.profile, &profile)?;
            let variable = self.hub.problem.add_variable(Variable::new(0.0).within(capacity, profile));
            self.balances[row].terms.push(Term::new(variable, 1.0));
            self.supplied.insert(&source.carrier);
            self.hub.sources.push((variable, capacity));
        }
        Ok(())
    }

    fn storages(&mut self) -> Result<(), HubError> {
        let dt = self.model.dt_h;
        for storage in &self.model.storages {
            let place = format!("storage “{}”", storage.id);
            let row = self.carrier(&place, &storage.carrier)?;
            let capacity = self.investment(&place, storage.investment(), "kWh")?;
            for (name, eta) in [("eta_charge", storage.eta_charge), ("eta_discharge", storage.eta_discharge)]
            {
                if !(eta > 0.0 && eta <= 1.0) {
                    return Err(field(
                        &format!("{place}, {name}"),
                        &format!("{eta}; possible: above 0 to 1"),
                    ));
                }
            }
            if !(storage.loss_per_h >= 0.0 && storage.loss_per_h < 1.0) {
                let reason = format!("{}; possible: 0 to below 1", storage.loss_per_h);
                return Err(field(&format!("{place}, loss_per_h"), &reason));
            }
            let mut flow = |name: &str, rate: Option<f64>| -> Result<VariableId, HubError> {
                let variable = Variable::new(0.0).reluctant();
                Ok(self.hub.problem.add_variable(match rate {
                    Some(rate) => {
                        not_negative(&format!("{place}, {name}"), rate)?;
                        variable.within(capacity, rate)
                    }
                    None => variable,
                }))
            };
            let charge = flow("c_rate_charge", storage.c_rate_charge)?;
            let discharge = flow("c_rate_discharge", storage.c_rate_discharge)?;
            let level = self.hub.problem.add_variable(Variable::new(0.0).within(capacity, 1.0));
            let keeps =
                if dt == 1.0 { 1.0 - storage.loss_per_h } else { (1.0 - storage.loss_per_h).powf(dt) };
            let dynamics = Row::default().with(level, 1.0).with_previous(level, -keeps);
            let dynamics =
                dynamics.with(charge, -storage.eta_charge * dt).with(discharge, dt / storage.eta_discharge);
            self.hub.problem.add_row(dynamics);
            self.balances[row].terms.push(Term::new(charge, -1.0));
            self.balances[row].terms.push(Term::new(discharge, 1.0));
            self.hub.storages.push(Store { charge, discharge, capacity });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Hub, HubError> {
        for (carrier, row) in self.model.carriers.iter().zip(self.balances) {
            let peak =
                row.right.as_ref().map_or(0.0, |right| right.distinct().iter().copied().fold(0.0, f64::max));
            if peak > 0.0 && !self.supplied.contains(carrier.as_str()) {
                let reason = format!(
                    "has a demand of up to {peak} kW, but nothing supplies it: no import, source or converter output"
                );
                return Err(field(&format!("carrier “{carrier}”"), &reason));
            }
            self.hub.balances.push(self.hub.problem.add_row(row));
        }
        Ok(self.hub)
    }

    /// A capacity with its cost; remembers its limit.
    fn investment(
        &mut self,
        place: &str,
        part: Investment,
        unit: &'static str,
    ) -> Result<CapacityId, HubError> {
        let of = |name: &str| format!("{place}, {name}");
        for (name, value) in [
            ("capex", part.capex),
            ("om_frac", part.om_frac),
            ("cap_min", part.cap_min),
            ("existing", part.existing),
        ] {
            not_negative(&of(name), value)?;
        }
        let most = limit(place, part.cap_max)?;
        let capital = match part.lifetime_a {
            Some(years) => {
                positive(&of("lifetime_a"), years)?;
                part.capex * annuity(self.model.interest, years)
            }
            None if part.capex > 0.0 => return Err(field(&of("lifetime_a"), "missing, there is a capex")),
            None => 0.0,
        };
        let least = part.cap_min.max(part.existing);
        if most.is_some_and(|most| most < least) {
            return Err(field(&of("cap_max"), &format!("below the least size {least}")));
        }
        self.hub.rebate += capital * part.existing;
        let capacity = Capacity { cost: capital + part.capex * part.om_frac, least, most };
        let capacity = self.hub.problem.add_capacity(capacity);
        self.limited(place, Limit::Most(capacity), most, unit);
        Ok(capacity)
    }

    fn bounded(&mut self, place: &str, variable: Variable, most: Option<f64>) -> VariableId {
        let Some(value) = most else { return self.hub.problem.add_variable(variable) };
        let variable = self.hub.problem.add_variable(variable.at_most(value));
        self.limited(place, Limit::Bound(variable), most, "kW");
        variable
    }

    fn limited(&mut self, place: &str, limit: Limit, most: Option<f64>, unit: &'static str) {
        self.hub.limits.extend(most.map(|most| (format!("{place}, cap_max"), limit, most, unit)));
    }

    fn carrier(&self, place: &str, carrier: &str) -> Result<usize, HubError> {
        self.rows.get(carrier).copied().ok_or_else(|| self.unknown_carrier(place, carrier))
    }

    fn unknown_carrier(&self, place: &str, carrier: &str) -> HubError {
        field(place, &format!("unknown carrier “{carrier}”; known: {}", self.model.carriers.join(", ")))
    }

    fn value(&self, place: &str, value: &Value) -> Result<Series, HubError> {
        match value {
            Value::Number(number) => {
                finite(place, *number)?;
                Ok((*number).into())
            }
            Value::Series(name) => Ok(self.table.column(place, name, self.model.n_steps)?.into()),
            Value::InverseOf(name) => {
                let column = self.table.column(place, name, self.model.n_steps)?;
                if let Some(step) = column.iter().position(|value| *value <= 0.0) {
                    let (line, reason) =
                        (self.table.line(step), format!("{place} needs values above 0 to divide by"));
                    return Err(HubError::Series { name: name.clone(), line, reason });
                }
                Ok(Series::from(column).map(|value| 1.0 / value))
            }
        }
    }

    fn none_negative(&self, place: &str, value: &Value, series: &Series) -> Result<(), HubError> {
        let Some(step) = series.distinct().iter().position(|value| *value < 0.0) else { return Ok(()) };
        match value {
            Value::Number(_) => Err(field(place, "negative")),
            Value::Series(name) | Value::InverseOf(name) => Err(HubError::Series {
                name: name.clone(),
                line: self.table.line(step),
                reason: format!("negative, which {place} cannot be"),
            }),
        }
    }
}

/// Annual part of an investment: `i / (1 − (1 + i)^−n)`, `1 / n` without interest (VDI 2067-1).
fn annuity(interest: f64, years: f64) -> f64 {
    if interest == 0.0 { 1.0 / years } else { interest / (1.0 - (1.0 + interest).powf(-years)) }
}

fn field(place: &str, reason: &str) -> HubError {
    HubError::Field { place: place.into(), reason: reason.into() }
}

fn finite(place: &str, value: f64) -> Result<(), HubError> {
    if value.is_finite() { Ok(()) } else { Err(field(place, "not a finite number")) }
}

fn not_negative(place: &str, value: f64) -> Result<(), HubError> {
    if value.is_finite() && value >= 0.0 {
        Ok(())
    } else {
        Err(field(place, &format!("{value}; possible: 0 or more")))
    }
}

fn positive(place: &str, value: f64) -> Result<(), HubError> {
    if value.is_finite() && value > 0.0 {
        Ok(())
    } else {
        Err(field(place, &format!("{value}; possible: above 0")))
    }
}

fn limit(place: &str, cap_max: Option<f64>) -> Result<Option<f64>, HubError> {
    not_negative(&format!("{place}, cap_max"), cap_max.unwrap_or(0.0))?;
    Ok(cap_max)
}
