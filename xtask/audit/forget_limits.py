"""Forgets, again and again, how often somebody has asked the server under attack.

The limits would answer nearly every request of a scanner with 429 before any statement is reached, and the
scanner would learn nothing. That they hold is the business of other tests.
"""

import sqlite3
import sys
import time

database = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
while True:
    database.execute("delete from limits")
    time.sleep(0.05)
