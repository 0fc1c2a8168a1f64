"""How quickly the problem list as a table comes with a million problems and orders behind it: filters, sorts, units."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from bench.figures import Figure, at_most
from bench.findings import add_orders
from bench.house import House, site_of
from bench.reading import read_all
from bench.sizes import Size

MOST_MS = 150
LIST = "/desk/problems/"
DUE: Mapping[str, str] = {"due_from": "2026-11-20", "due_to": "2026-11-27"}
VIEWS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "newest act first": [{}],
    "each other order": [{"sort": sort} for sort in ("number", "-number", "due", "-due", "opened", "-voices", "act")],
    "of a state": [{"state": state} for state in ("listed", "working", "disputed", "confirmed")],
    "of a state in another order": [
        {"state": state, "sort": sort}
        for state, sort in itertools.product(("listed", "working", "disputed"), ("due", "-voices"))
    ],
    "late": [{"overdue": "on"}, {"overdue": "on", "sort": "due"}],
    "due within some days": [{**DUE, "sort": sort} for sort in ("due", "-act")],
    "of a kind": [{"kind": "complaint"}, {"kind": "complaint", "sort": "due"}, {"kind": "suggestion"}],
    "at a place": [{"where": "第3社区"}, {"where": "第3社区", "state": "working", "sort": "due"}],
    "with words": [{"q": "路灯"}, {"q": "没有人管"}, {"q": "北门小学", "state": "working"}],
}  # fmt: skip


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Each kind of view at one reader, the office's and a unit's. Needs a house with problems in it."""
    add_orders(house)
    ids = [str(house.one(f"SELECT id FROM people_unit WHERE code = 'u{number}'")) for number in (1, 20, 40)]
    narrowed: dict[str, Sequence[Mapping[str, str]]] = {
        "of a unit": [{"unit": unit, "sort": sort} for unit in ids for sort in ("-act", "due", "-voices")],
        "of a unit and a state": [{"unit": unit, "state": state} for unit in ids for state in ("working", "signed")],
    }
    asked = {
        name: [f"{LIST}?{urlencode(query)}" for query in queries] for name, queries in (dict(VIEWS) | narrowed).items()
    }
    views = [(name, paths, "liufang") for name, paths in asked.items()]
    views += [("as a small unit's handler sees it", [LIST, f"{LIST}?sort=due"], "wanglei")]
    with site_of(house):
        for name, paths, who in views:
            cookie = f"hx={house.people[who]}"
            outcome = read_all(house.port, paths, cookie=cookie, count=size.reads // 3)
            queries = json.loads(house.run("-m", "bench.counting", house.people[who], paths[0]))[0]
            context = {"problems": size.orders, "addresses": len(paths), "queries": queries} | outcome.facts()
            yield Figure(f"problem list {name}, p95", outcome.percentile(0.95), "ms", at_most(MOST_MS), context)
