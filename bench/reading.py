"""How quickly the board, a unit's page and the inbox come with 100,000 problems and 300,000 voices behind them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from bench.figures import Figure, Target, at_most
from bench.house import House, site_of
from bench.keeping import seeded_house
from bench.load import Outcome, closed_loop
from bench.seeding import UNITS
from bench.sending import reading
from bench.sizes import Size

TWO = ("路灯", "垃圾", "停车", "噪音", "学校", "师傅", "下雨", "电梯")
FOUR = ("没有人管", "晚上施工", "污水井盖", "公交车站", "物业公司", "家属院里", "北门小学", "电动汽车")
CLERK = "hejing"
FEW = 40
Page = tuple[str, Sequence[str], str, Target]
"""Its name, the addresses read in turn, the cookie of the reader, the most milliseconds."""


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Each page's time at one reader, and how many queries it takes with few rows behind it and with all."""
    pages = _pages(house)
    rows = {"problems": size.problems, "voices": size.voices}
    with seeded_house(FEW, 3 * FEW) as small:
        few = _queries(small, pages)
    queries = zip(_queries(house, pages), few, strict=True)
    with site_of(house):
        for (name, paths, cookie, most), (count, with_few) in zip(pages, queries, strict=True):
            outcome = read_all(house.port, paths, cookie=cookie, count=size.reads)
            longest = {"longest_ms": round(max(outcome.seconds) * 1000, 1)}
            context = rows | {"queries": count, f"queries at {FEW} problems": with_few} | outcome.facts() | longest
            yield Figure(f"{name}, p95", outcome.percentile(0.95), "ms", most, context)


def _pages(house: House) -> Sequence[Page]:
    clerk = f"hx={house.people[CLERK]}"
    units = [f"/u/u{number}" for number in range(1, UNITS + 1, 2)]
    return [
        ("board, first page", ["/"], "", at_most(60)),
        ("page of a unit", units, "", at_most(60)),
        ("board, search", [f"/?q={quote(word)}" for word in TWO + FOUR], "", at_most(300)),
        ("inbox, what waits", ["/desk/inbox/"], clerk, at_most(300)),
        ("inbox, search of two characters", _searches(TWO), clerk, at_most(300)),
        ("inbox, search of four characters", _searches(FOUR), clerk, at_most(300)),
    ]


def _searches(words: Sequence[str]) -> Sequence[str]:
    """Searches among all voices, whatever became of them: the most there can be to look through."""
    return [f"/desk/inbox/?state=all&q={quote(word)}" for word in words]


def read_all(port: int, paths: Sequence[str], *, cookie: str, count: int, rounds: int = 4) -> Outcome:
    """Read the pages in turn, one after the other, after some rounds that do not count."""
    requests = [reading(port, path, cookie=cookie) for path in paths]
    closed_loop(port, iter(requests * rounds), clients=1, seconds=60)
    return closed_loop(port, itertools.islice(itertools.cycle(requests), count), clients=1, seconds=120)


def _queries(house: House, pages: Sequence[Page]) -> Sequence[int]:
    """How many queries each page takes, counted in a process where nothing is kept yet."""
    return list(
        json.loads(
            house.run(
                "-m", "bench.counting", house.people[CLERK], *[paths[0] for _name, paths, _cookie, _most in pages]
            )
        )
    )
