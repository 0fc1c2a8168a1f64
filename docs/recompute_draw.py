"""Draws a sample audit again from its file, and exits with a sentence if anything differs: recompute_draw.py FILE."""

import hashlib
import json
import sys
from pathlib import Path


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


audit = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
units = audit["population"]  # the number of each problem, and its unit
lines = "".join(f"{number}\t{unit}\n" for number, unit in sorted(units.items()))
told = [party for party in audit["parties"] if party["secret"]]
seed = sha("hx-seed/v1" + audit["root"] + "".join(party["secret"] for party in told) + audit["beacon"]["value"])
order = sorted(units, key=lambda number: sha(f"hx-sample/v1\0{seed}\0{number}"))
drawn = set(order[: audit["sizes"][audit["stage"] - 1]]) if audit["stage"] else set()
for unit in set(units.values()) if audit["stage"] else ():
    of_unit = [number for number in order if units[number] == unit]
    drawn |= set(of_unit if unit in audit["full_units"] else of_unit[: audit["least"]])
sys.stdout.write("".join(f"{number}\n" for number in sorted(drawn)))
if sha("hx-population/v1\0" + lines) != audit["population_hash"]:
    sys.exit("The list is not the one that was frozen.")
if any(sha(party["secret"]) != party["commitment"] for party in told):
    sys.exit("A secret is not the one published before.")
if seed != (audit["seed"] or seed) or sorted(drawn) != audit["drawn"]:
    sys.exit("The seed or the drawn ones are others.")
