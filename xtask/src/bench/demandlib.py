"""Times demandlib on the task of `speed peers`: heat profiles of one year in hours, one by one.

Prints the number of profiles and milliseconds, tab-separated, one line each.
"""

import sys
import time
import warnings

warnings.filterwarnings("ignore")

import pandas as pd
from demandlib import bdew

hours = pd.date_range("2023-01-01", periods=8760, freq="h")
temperature_c = pd.Series([10 - 10 * ((i % 8760) < 4000) + (i % 24) / 6 for i in range(8760)], index=hours)


def profile(annual_kwh):
    return bdew.HeatBuilding(
        hours,
        temperature=temperature_c,
        shlp_type="EFH",
        building_class=11,
        wind_class=0,
        ww_incl=True,
        annual_heat_demand=annual_kwh,
    ).get_bdew_profile()


profile(1.0)
for count in map(int, sys.argv[1:]):
    start = time.perf_counter()
    for index in range(count):
        profile(10_000.0 + index)
    print(count, 1000 * (time.perf_counter() - start), sep="\t", flush=True)
