"""Models of hubs, solved by HiGHS through scipy: what `lastgang hub` is tested against.

    python3 -m venv venv && venv/bin/pip install numpy scipy zstandard && venv/bin/python generate.py

Writes MODEL.json and MODEL.expected.json beside the shared tables of series. It shares no code with the product and
is written after docs/command-line.md alone. Capacities are kept as unique if no other optimum, within 1e-8 of the
cost, has another one.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import zstandard
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

HERE = Path(__file__).parent


def table(steps, seed):
    rng = np.random.default_rng(seed)
    t = np.arange(steps)
    hour, day = t % 24, t / 24
    season = np.cos(2 * np.pi * day / max(steps / 24, 2))
    air = 9 - 11 * season + 4 * np.sin(2 * np.pi * (hour - 9) / 24) + rng.normal(0, 1.5, steps)
    sun = np.clip(np.cos(2 * np.pi * (hour - 12) / 24) - 0.1 - 0.25 * season, 0, None)
    sun = np.clip(sun * rng.uniform(0.2, 1.0, steps), 0, 1)
    price = 0.24 + 0.06 * np.sin(2 * np.pi * (hour - 8) / 12) + rng.normal(0, 0.02, steps)
    return {
        "power": 40 + 35 * np.exp(-((hour - 13) ** 2) / 18) + rng.uniform(0, 8, steps),
        "heat": np.clip(16 - air, 0, None) * 9 + 12 + rng.uniform(0, 6, steps),
        "cold": np.clip(air - 14, 0, None) * 6 + 4,
        "sun": sun,
        "wind": np.clip(rng.weibull(2, steps) * 0.35, 0, 1),
        "cop": np.clip(0.45 * 323 / np.clip(50 - air, 18, None), 1.5, 7),
        "eer": np.clip(6 - 0.08 * (air - 10), 2.5, 7),
        "price": price,
        "spot": price - 0.2 + rng.normal(0, 0.05, steps) - 0.25 * (sun > 0.6),
        "factor": rng.uniform(0.7, 1.4, steps),
        "side": rng.uniform(0.0, 0.6, steps),
    }


def write_table(name, series, digits):
    lines = [",".join(["step", *series])]
    rounded = {key: np.round(values, digits) for key, values in series.items()}
    for t in range(len(next(iter(series.values())))):
        lines.append(",".join([str(t + 1), *(f"{values[t]:.{digits}f}" for values in rounded.values())]))
    text = ("\n".join(lines) + "\n").encode()
    if name.endswith(".zst"):
        text = zstandard.compress(text, 19)
    (HERE / name).write_bytes(text)
    return rounded


class Lp:
    """Columns with cost and bounds, rows with entries."""

    def __init__(self):
        self.cost, self.low, self.high = [], [], []
        self.eq, self.ub = ([], [], [], []), ([], [], [], [])

    def add(self, count, cost=0.0, low=0.0, high=None):
        first = len(self.cost)
        self.cost += list(np.broadcast_to(cost, count))
        self.low += [low] * count
        self.high += list(np.broadcast_to(np.inf if high is None else high, count))
        return np.arange(first, first + count)

    def rows(self, kind, right):
        rows = getattr(self, kind)
        first = len(rows[3])
        rows[3].extend(np.atleast_1d(right))
        return np.arange(first, len(rows[3]))

    def put(self, kind, rows, columns, values):
        rows, columns, values = np.broadcast_arrays(rows, columns, values)
        for target, part in zip(getattr(self, kind), (rows, columns, values)):
            target.extend(part.ravel())

    def solve(self, cost=None, extra=None):
        shape = lambda rows: (len(rows[3]), len(self.cost))
        matrix = lambda rows: coo_matrix((rows[2], (rows[0], rows[1])), shape(rows)).tocsr() if rows[3] else None
        ub, right = matrix(self.ub), list(self.ub[3])
        if extra is not None:
            from scipy.sparse import csr_matrix, vstack

            row = csr_matrix(np.array(self.cost)[None, :])
            ub, right = (row if ub is None else vstack([ub, row]).tocsr()), [*right, extra]
        return linprog(
            self.cost if cost is None else cost,
            ub, right or None, matrix(self.eq), self.eq[3] or None,
            np.column_stack([self.low, self.high]), method="highs-ds" if len(self.cost) < 40000 else "highs",
        )


def build(model, series):
    n, dt = model["n_steps"], model.get("dt_h", 1.0)
    lp = Lp()
    ids, energy, rebate = {}, {}, 0.0

    def value(v):
        if isinstance(v, dict):
            return series[v["series"]] if "series" in v else 1 / series[v["inverse_of"]]
        return series[v] if isinstance(v, str) else np.full(n, float(v))

    demand = {c: value(model["demands"].get(c, 0.0)) for c in model["carriers"]}
    balance = {c: lp.rows("eq", demand[c]) for c in model["carriers"]}

    def size(part):
        nonlocal rebate
        i, life = model.get("interest", 0.0), part.get("lifetime_a", 1.0)
        annuity = i / (1 - (1 + i) ** -life) if i else 1 / life
        capex = part.get("capex", 0.0)
        existing = part.get("existing", 0.0)
        rebate += capex * annuity * existing
        cost = capex * (annuity + part.get("om_frac", 0.0))
        ids[part["id"]] = lp.add(1, cost, max(existing, part.get("cap_min", 0.0)), part.get("cap_max"))[0]
        return ids[part["id"]]

    def within(columns, capacity, factor):
        rows = lp.rows("ub", np.zeros(n))
        lp.put("ub", rows, columns, 1.0)
        lp.put("ub", rows, capacity, -np.asarray(factor) * np.ones(n))

    emissions = []
    for part in model.get("imports", []):
        co2 = part.get("co2_kg_per_kwh", 0.0)
        priced = co2 * model.get("co2_price_eur_per_t", 0.0) / 1000 if part.get("co2_priced", True) else 0.0
        columns = lp.add(n, (value(part["price"]) + priced) * dt, 0.0, part.get("cap_max"))
        lp.put("eq", balance[part["carrier"]], columns, 1.0)
        if part.get("peak_price_eur_per_kw_a"):
            ids[part["id"]] = lp.add(1, part["peak_price_eur_per_kw_a"])[0]
            within(columns, ids[part["id"]], 1.0)
        energy[part["id"]] = columns
        emissions.append((columns, co2))
    for part in model.get("exports", []):
        columns = lp.add(n, -value(part["price"]) * dt, 0.0, part.get("cap_max"))
        lp.put("eq", balance[part["carrier"]], columns, -1.0)
        energy[part["id"]] = columns
    for part in model.get("converters", []):
        capacity = size(part)
        columns = lp.add(n, part.get("var_om", 0.0) * dt)
        within(columns, capacity, 1.0)
        outputs = dict(part.get("out", {}))
        if part["ref"] not in outputs and part["ref"] not in part.get("in", {}):
            outputs[part["ref"]] = 1.0
        for carrier, factor in part.get("in", {}).items():
            lp.put("eq", balance[carrier], columns, -value(factor))
        for carrier, factor in outputs.items():
            lp.put("eq", balance[carrier], columns, value(factor))
        energy[part["id"]] = columns
    for part in model.get("sources", []):
        capacity = size(part)
        columns = lp.add(n)
        within(columns, capacity, value(part["profile"]))
        lp.put("eq", balance[part["carrier"]], columns, 1.0)
        energy[part["id"]] = columns
    for part in model.get("storages", []):
        capacity = size(part)
        charge, discharge, level = lp.add(n), lp.add(n), lp.add(n)
        for columns, rate in [(charge, "c_rate_charge"), (discharge, "c_rate_discharge"), (level, None)]:
            if rate is None or part.get(rate) is not None:
                within(columns, capacity, part[rate] if rate else 1.0)
        rows = lp.rows("eq", np.zeros(n))
        lp.put("eq", rows, level, 1.0)
        lp.put("eq", rows, np.roll(level, 1), -((1 - part.get("loss_per_h", 0.0)) ** dt))
        lp.put("eq", rows, charge, -part.get("eta_charge", 1.0) * dt)
        lp.put("eq", rows, discharge, dt / part.get("eta_discharge", 1.0))
        lp.put("eq", balance[part["carrier"]], charge, -1.0)
        lp.put("eq", balance[part["carrier"]], discharge, 1.0)
    if model.get("co2_cap_kg_a") is not None:
        row = lp.rows("ub", model["co2_cap_kg_a"])
        for columns, co2 in emissions:
            lp.put("ub", row, columns, co2 * dt)
    return lp, ids, energy, emissions, rebate


def expected(model, series):
    lp, ids, energy, emissions, rebate = build(model, series)
    found = lp.solve()
    if found.status == 2:
        return {"status": "infeasible"}
    if found.status == 3:
        return {"status": "unbounded"}
    assert found.status == 0, found.message
    dt = model.get("dt_h", 1.0)
    result = {
        "status": "optimal",
        "objective_eur_a": found.fun - rebate,
        "co2_kg_a": sum(found.x[columns].sum() * co2 * dt for columns, co2 in emissions),
        "capacities": {},
        "energy": {},
    }
    if model.get("co2_cap_kg_a") is not None:
        result["co2_shadow_price_eur_per_kg"] = -found.ineqlin.marginals[-1]
    slack = abs(found.fun) * 1e-8
    small = model["n_steps"] < 2000

    def unique(columns, value):
        if not small:
            return False
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(lp.cost))
            cost[columns] = sign
            other = lp.solve(cost, found.fun + slack)
            if other.status != 0:
                return False
            ends.append(sign * other.fun)
        return ends[1] - ends[0] <= 1e-3 * (abs(value) + 1e-2)

    for name, column in ids.items():
        if unique([column], found.x[column]):
            result["capacities"][name] = found.x[column]
    for name, columns in energy.items():
        total = found.x[columns].sum()
        if unique(columns, total):
            result["energy"][f"{name}_kwh"] = total * dt
    if not small:
        result["capacities"] = {name: found.x[column] for name, column in ids.items()}
    return result


def series_of(name):
    return {"series": name}


GRID = {"id": "grid", "carrier": "power", "price": 0.31, "co2_kg_per_kwh": 0.38, "co2_priced": False}
GAS = {"id": "gas", "carrier": "gas", "price": 0.075, "co2_kg_per_kwh": 0.201, "co2_priced": True}
FEED = {"id": "feed", "carrier": "power", "price": 0.07}
PV = {"id": "pv", "carrier": "power", "profile": "sun", "capex": 900, "lifetime_a": 25, "om_frac": 0.015, "cap_max": 400}
BOILER = {"id": "boiler", "ref": "heat", "in": {"gas": 1.0870}, "out": {"heat": 1.0}, "capex": 110, "lifetime_a": 20,
          "om_frac": 0.02, "var_om": 0.001, "cap_max": None}
PUMP = {"id": "pump", "ref": "heat", "in": {"power": {"inverse_of": "cop"}}, "out": {"heat": 1.0}, "capex": 850,
        "lifetime_a": 20, "om_frac": 0.025, "var_om": 0.0, "cap_max": None}
CHP = {"id": "chp", "ref": "power", "in": {"gas": 2.7}, "out": {"power": 1.0, "heat": 1.42}, "capex": 1500,
       "lifetime_a": 15, "om_frac": 0.04, "var_om": 0.01, "cap_max": None}
CHILLER = {"id": "chiller", "ref": "cold", "in": {"power": {"inverse_of": "eer"}}, "out": {"cold": 1.0}, "capex": 380,
           "lifetime_a": 20, "om_frac": 0.03, "var_om": 0.0, "cap_max": None}


def store(name, carrier, capex, eta, loss, rate):
    return {"id": name, "carrier": carrier, "capex": capex, "lifetime_a": 20, "om_frac": 0.01, "cap_max": None,
            "eta_charge": eta, "eta_discharge": eta, "loss_per_h": loss, "c_rate_charge": rate, "c_rate_discharge": rate}


BATTERY = store("battery", "power", 420, 0.95, 0.0001, 0.5)
HOT = store("hot", "heat", 28, 0.99, 0.004, 0.25)
ICE = store("ice", "cold", 55, 0.98, 0.005, 0.25)


def models():
    def hub(name, steps, carriers, demands=None, share=True, **parts):
        model = {"name": name, "n_steps": steps, "dt_h": 1.0, "interest": 0.05, "co2_price_eur_per_t": 60.0,
                 "co2_cap_kg_a": None, "carriers": carriers, "demands": demands or {c: c for c in carriers if c != "gas"},
                 "imports": [], "exports": [], "converters": [], "sources": [], "storages": []}
        model.update(parts)
        # Capital counts for the part of the year that the steps are, so that sizes are worth something.
        if share:
            for part in model["converters"] + model["sources"] + model["storages"]:
                part["capex"] = round(part["capex"] * steps * model["dt_h"] / 8760, 6)
        return json.loads(json.dumps(model))

    copy = lambda part, **changes: {**json.loads(json.dumps(part)), **changes}
    yield hub("heat_only", 336, ["power", "gas", "heat"], {"heat": "heat"}, imports=[GRID, GAS],
              converters=[copy(BOILER), copy(PUMP)], storages=[copy(HOT)],
              sources=[copy(PV, id="collector", carrier="heat", capex=420, cap_max=150)])
    yield hub("chp", 336, ["power", "gas", "heat"], imports=[GRID, GAS], exports=[FEED],
              converters=[copy(BOILER), copy(CHP)], storages=[copy(HOT)])
    yield hub("demand_charge", 336, ["power"], imports=[copy(GRID, price=series_of("price"), peak_price_eur_per_kw_a=6.0)],
              exports=[FEED], sources=[copy(PV)], storages=[copy(BATTERY)])
    yield hub("co2_cap", 336, ["power", "gas", "heat"], co2_cap_kg_a=250.0, imports=[GRID, GAS], exports=[FEED],
              converters=[copy(BOILER), copy(PUMP)], sources=[copy(PV), copy(PV, id="wind", profile="wind", capex=1400, cap_max=300)],
              storages=[copy(HOT), copy(BATTERY)])
    yield hub("cold", 336, ["power", "cold"], imports=[copy(GRID, price=series_of("price"))], exports=[FEED],
              converters=[copy(CHILLER)], sources=[copy(PV)], storages=[copy(ICE)])
    yield hub("free_converter", 48, ["power", "gas", "heat"], imports=[GRID, GAS], exports=[FEED], converters=[
        copy(BOILER), copy(CHP, id="free", ref="heat", **{"in": {"gas": series_of("factor")}, "out": {"heat": 1.0, "power": series_of("side")}})])
    yield hub("hydrogen", 336, ["power", "hydrogen"], {"power": "power", "hydrogen": 12.0}, imports=[copy(GRID, price=series_of("price"))],
              exports=[copy(FEED, price=0.02)], converters=[
                  copy(CHP, id="electrolyser", ref="power", capex=900, **{"in": {"power": 1.0}, "out": {"hydrogen": 0.66}}),
                  copy(CHP, id="cell", ref="power", capex=1100, **{"in": {"hydrogen": 1.9}, "out": {"power": 1.0}})],
              sources=[copy(PV), copy(PV, id="wind", profile="wind", capex=1300, cap_max=500)],
              storages=[store("tank", "hydrogen", 12, 1.0, 0.0, None)])
    yield hub("negative_prices", 48, ["power", "heat"], imports=[copy(GRID, price=series_of("spot"), cap_max=300.0)],
              exports=[copy(FEED, price=series_of("spot"), cap_max=80.0)], converters=[copy(PUMP)],
              storages=[copy(BATTERY), copy(HOT)])
    yield hub("existing", 336, ["power", "gas", "heat"], {"heat": "heat"}, imports=[GRID, GAS],
              converters=[copy(BOILER, existing=60.0, cap_max=60.0), copy(PUMP, existing=15.0, cap_min=30.0)], storages=[copy(HOT)])
    yield hub("tight", 336, ["power", "gas", "heat"], imports=[copy(GRID, cap_max=95.0), GAS], exports=[FEED],
              converters=[copy(BOILER, cap_max=170.0), copy(PUMP, cap_max=40.0)], sources=[copy(PV, cap_max=25.0)],
              storages=[copy(HOT, cap_max=300.0)])
    yield hub("stores", 1000, ["power", "gas", "heat", "cold"], imports=[copy(GRID, price=series_of("price")), GAS], exports=[FEED],
              converters=[copy(BOILER), copy(PUMP), copy(CHILLER)],
              sources=[copy(PV), copy(PV, id="collector", carrier="heat", capex=350, cap_max=None)],
              storages=[copy(BATTERY), copy(HOT), copy(ICE), store("pit", "heat", 3, 0.97, 0.0005, 0.02)])
    yield hub("quarter_hours", 336, ["power", "heat"], dt_h=0.25, interest=0.0, imports=[copy(GRID, price=series_of("price"), peak_price_eur_per_kw_a=3.0)],
              converters=[copy(PUMP)], storages=[copy(BATTERY), copy(HOT)])
    yield hub("infeasible", 336, ["power", "gas", "heat"], co2_cap_kg_a=3000.0, imports=[GRID, GAS],
              converters=[copy(BOILER, cap_max=50.0), copy(PUMP, cap_max=50.0)])
    yield hub("unbounded", 48, ["power", "heat"], imports=[copy(GRID, price=0.05)], exports=[copy(FEED, price=0.07)], converters=[copy(PUMP)])
    yield hub("full_year", 8760, ["power", "gas", "heat", "cold"], imports=[copy(GRID, price=series_of("price"), peak_price_eur_per_kw_a=80.0), GAS],
              exports=[FEED], converters=[copy(BOILER), copy(PUMP), copy(CHP), copy(CHILLER)], sources=[copy(PV)],
              storages=[copy(BATTERY), copy(HOT), copy(ICE)])


def main():
    only = sys.argv[1:]
    tables = {steps: write_table(f"series_{steps}.csv" + (".zst" if steps > 5000 else ""), table(steps, steps), digits)
              for steps, digits in [(48, 4), (336, 4), (1000, 3), (8760, 3)]}
    for model in models():
        if only and model["name"] not in only:
            continue
        result = expected(model, tables[model["n_steps"]])
        print(model["name"], result["status"], result.get("objective_eur_a"), result.get("capacities"), flush=True)
        (HERE / f"{model['name']}.json").write_text(json.dumps(model, indent=1) + "\n")
        (HERE / f"{model['name']}.expected.json").write_text(json.dumps(result, indent=1) + "\n")


main()
