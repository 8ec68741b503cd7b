"""Writes public/tables/building-type-properties.csv from City Energy Analyst 3.11 and TEASER 1.3.1 (both MIT).

Usage: building_type_properties.py CEA_USE_TYPES_FOLDER TEASER_USE_CONDITIONS_JSON BUILDING_TYPES_CSV > building-type-properties.csv
Needs openpyxl. Full-load hours of heating after Sophena are typed in below.
"""
import csv, json, os, sys

import openpyxl

cea_folder, teaser_file = sys.argv[1:3]
book = openpyxl.load_workbook(os.path.join(cea_folder, "USE_TYPE_PROPERTIES.xlsx"), data_only=True)


def sheet(name):
    rows = list(book[name].iter_rows(values_only=True))
    return {row[0]: dict(zip(rows[0], row)) for row in rows[1:]}


loads, comfort = sheet("INTERNAL_LOADS"), sheet("INDOOR_COMFORT")
teaser = json.load(open(teaser_file))

# Our type: use type of CEA, or usage of TEASER; a mark says that the analogy is ours.
CEA = {
    "single-family-house": "SINGLE_RES", "single-family-house-renovated": "SINGLE_RES",
    "single-family-house-new": "SINGLE_RES", "multi-family-house": "MULTI_RES",
    "multi-family-house-renovated": "MULTI_RES", "multi-family-house-new": "MULTI_RES", "office": "OFFICE",
    "public-administration": "OFFICE", "school": "SCHOOL", "kindergarten": "SCHOOL*", "university": "UNIVERSITY",
    "laboratory": "LAB", "hospital": "HOSPITAL", "hotel": "HOTEL", "restaurant": "RESTAURANT", "shop": "RETAIL",
    "supermarket": "FOODSTORE", "department-store": "RETAIL", "shopping-centre": "RETAIL", "gym": "GYM",
    "indoor-swimming-pool": "SWIMMING", "museum": "MUSEUM", "library": "LIBRARY", "workshop": "INDUSTRIAL",
    "car-park": "PARKING", "data-centre": "SERVERROOM",
}
TEASER = {
    "medical-practice": "Medical and therapeutic practices", "care-home": "Bed room", "canteen": "Canteen",
    "sports-hall": "Gym (without spectator area)", "theatre": "Spectator area (theater and event venues)",
    "community-centre": "Further common rooms*", "warehouse": "Storehouse, logistics building",
    "bakery": "Kitchen - preparations, storage*", "fire-station": "Further common rooms*",
}
# Sophena: full-load hours of all heat and share of hot water; "as" marks an analogy of ours.
SOPHENA = {
    "single-family-house": ("EFH 1949-1978", 1779, 10, ""),
    "single-family-house-renovated": ("EFH 1995-2009", 1575, 12, "*"),
    "single-family-house-new": ("EFH EnEV", 1603, 17, "*"),
    "multi-family-house": ("MFH 1969-1978", 1949, 19, ""),
    "multi-family-house-renovated": ("MFH 1995-2009", 1596, 22, "*"),
    "multi-family-house-new": ("MFH EnEV", 1279, 33, "*"),
    "school": ("Schule", 1400, 3.4, ""), "kindergarten": ("Kindergarten", 1500, 3.4, ""),
    "office": ("Büro", 1700, 4.6, ""), "hotel": ("Hotel", 2100, 11, ""), "restaurant": ("Restaurant", 2000, 7, ""),
    "care-home": ("Pflegeheim", 2500, 10, ""), "hospital": ("Krankenhaus", 2500, 19, ""),
}
ANALOGY = {
    "public-administration": "office", "university": "office", "laboratory": "office", "medical-practice": "office",
    "canteen": "restaurant", "shop": "office", "supermarket": "office", "department-store": "office",
    "shopping-centre": "office", "sports-hall": "school", "gym": "office", "indoor-swimming-pool": "hospital",
    "museum": "office", "theatre": "office", "community-centre": "kindergarten", "library": "office",
    "workshop": "office", "warehouse": "office", "bakery": "restaurant", "fire-station": "office",
}
MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def hours(use):
    """Sum over the greatest hour of electricity and of hot water, over a year that begins on a Sunday."""
    lines = list(csv.reader(open(os.path.join(cea_folder, use + ".csv"))))
    months, days = [float(x) for x in lines[1][1:]], {}
    for line in lines[3:]:
        days.setdefault(line[0], []).append(dict(zip(lines[2], line)))
    load, sums, most, weekday = loads[use], [0, 0], [0, 0], 6
    for month, count in enumerate(MONTHS):
        for _ in range(count):
            day = days["SUNDAY" if weekday == 6 else "SATURDAY" if weekday == 5 else "WEEKDAY"]
            weekday = (weekday + 1) % 7
            for hour in day:
                power = (load["Ea_Wm2"] * float(hour["APPLIANCES"]) + load["El_Wm2"] * float(hour["LIGHTING"])
                         + load["Ed_Wm2"] * float(hour["SERVERS"]))
                for index, value in enumerate([power, float(hour["WATER"]) * months[month]]):
                    sums[index] += value
                    most[index] = max(most[index], value)
    return [round(total / top) if top else 0 for total, top in zip(sums, most)]


out = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")


def put(kind, prop, value, basis, source, note):
    if value:
        out.writerow([kind, prop, f"{value:g}", basis, source, note])


print("""# Properties of the building types that describe use, comfort and peaks. UTF-8, semicolons; lines with # are comments.
# basis: given (stands so in the source), derived (calculated from it), assumed (analogy of ours: the source describes
#   another use). source: key in building-type-sources.csv with licence and year. note: use type and calculation.
# As of 2026-11-22. Made by tests/golden/building_type_properties.py.
# area_per_person_m2, person_gain_w (sensible heat of one person), appliance_gain_w_m2, lighting_gain_w_m2: in full use;
#   their hours stand in use-schedules.csv. hot_water_l_person_day: on a day of full use.
# heating_setpoint_c, heating_setback_c, cooling_setpoint_c: indoor temperatures.
# full_load_hours_*: annual energy over highest hourly mean, h/a. Heating after Sophena: hours of all heat x (1 - share of
#   hot water), as hot water hardly adds to the peak. Electricity and hot water: sum of the schedule over its highest hour.
# A missing row means that no acceptable open source was found.
type;property;value;basis;source;note""")
with open(sys.argv[3]) as file:
    types = [line.split(";")[0] for line in file if not line.startswith("#")][1:]
for kind in types:
    if kind in CEA:
        use, basis = CEA[kind].rstrip("*"), "assumed" if CEA[kind].endswith("*") else "given"
        load, room = loads[use], comfort[use]
        put(kind, "area_per_person_m2", round(load["Occ_m2pax"], 2), basis, "cea", use)
        put(kind, "person_gain_w", load["Qs_Wpax"] if load["Occ_m2pax"] else 0, basis, "cea", use)
        put(kind, "appliance_gain_w_m2", round(load["Ea_Wm2"] + load["Ed_Wm2"], 2), basis, "cea", use)
        put(kind, "lighting_gain_w_m2", round(load["El_Wm2"], 2), basis, "cea", use)
        put(kind, "hot_water_l_person_day", load["Vww_lpdpax"], basis, "cea", use)
        if kind not in ("car-park", "data-centre"):
            put(kind, "heating_setpoint_c", room["Ths_set_C"], basis, "cea", use)
            put(kind, "heating_setback_c", room["Ths_setb_C"], basis, "cea", use)
        if kind != "car-park":
            put(kind, "cooling_setpoint_c", room["Tcs_set_C"], basis, "cea", use)
        electricity, water = hours(use)
        derived = "assumed" if basis == "assumed" else "derived"
        put(kind, "full_load_hours_electricity", electricity, derived, "cea", use)
        put(kind, "full_load_hours_hot_water", water, derived, "cea", use)
    elif kind in TEASER:
        use, basis = TEASER[kind].rstrip("*"), "assumed" if TEASER[kind].endswith("*") else "given"
        room = teaser[use]
        put(kind, "area_per_person_m2", room["persons"]["/"][1], basis, "teaser", use)
        put(kind, "person_gain_w", room["fixed_heat_flow_rate_persons"], basis, "teaser", use)
        put(kind, "appliance_gain_w_m2", room["machines"], basis, "teaser", use)
        put(kind, "lighting_gain_w_m2", room["fixed_lighting_power"], basis, "teaser", use)
        put(kind, "heating_setpoint_c", round(max(room["heating_profile"]) - 273.15, 1), basis, "teaser", use)
    name = SOPHENA.get(kind)
    if name:
        text, all_hours, share, mark = name
        note = f"{text}: {all_hours} h × (1 - {share:g} %)"
        put(kind, "full_load_hours_space_heating", round(all_hours * (1 - share / 100)),
            "assumed" if mark else "derived", "sophena", note)
    elif kind in ANALOGY:
        text, all_hours, share, _ = SOPHENA[ANALOGY[kind]]
        put(kind, "full_load_hours_space_heating", round(all_hours * (1 - share / 100)), "assumed", "sophena",
            f"wie/as {text}")
