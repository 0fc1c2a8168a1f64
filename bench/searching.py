"""How quickly a clerk finds among a million voices: rare and common words, initials, filters, the last page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from string import Template
from urllib.parse import urlencode

import psycopg
from pypinyin import Style, lazy_pinyin

from bench.figures import Figure, at_most
from bench.house import House, site_of
from bench.reading import CLERK, read_all
from bench.seeding import DAYS, LAST_DAY, stage
from bench.sizes import Size
from huixiang.digest.bigrams import terms

DISTRICTS = ("青禾区", "临江区", "云岭县")
TREES = "桂槐柳杨梅兰竹松枫榆桃李"
LANDS = "花园山河泉岭坪塘湖桥"
OFFICES = "水务交通教育卫生民政住建城管环保公安财政人社农业林业文旅市监应急审计统计信访税务"
LABELS, MATTERS, READS = 15, 20_000, 240
MOST = 300  # milliseconds
PLACES = [left + right for left, right in product(TREES, LANDS)]
UNITS = [f"{OFFICES[at : at + 2]}局" for at in range(0, len(OFFICES), 2)]
Question = dict[str, str]

QUESTIONS: dict[str, Sequence[Question]] = {
    "a rare word": [{"q": word} for word in ("399号楼", "窨井盖", "轮椅", "（77777）", "12345678")],
    "a common word": [{"q": word} for word in ("路灯", "垃圾", "停车", "噪音", "学校", "电梯", "没有")],
    "two common words together": [
        {"q": words} for words in ("路灯 晚上", "垃圾 没有人", "停车 小区", "孩子 学校", "老人 电梯")
    ],
    "part of a word": [{"q": word} for word in ("灯", "梯", "公交车站", "没有人管", "晚上施工", "家属院里")],
    "initials of a place": [{"q": word} for word in ("ghsq", "lysq", "tqsq", "qhq", "lpsq")],
    "initials of a unit": [{"q": word} for word in ("swj", "jyj", "xfj", "zjj")],
    "initials and a word": [{"q": words} for words in ("ghsq 路灯", "swj 停水", "qhq 垃圾", "zjj 电梯")],
    "a place with all below it": [{"place": name} for name in (*DISTRICTS, "桂花社区", "李桥社区")],
    "a word at a place": [
        {"q": word, "place": name} for word, name in product(("路灯", "电梯"), ("青禾区", "桂花社区"))
    ],
    "a word, state, channel and days": [
        {"q": word, "state": "new", "channel": "web", "since": "2026-06-01", "until": "2026-09-01"}
        for word in ("路灯", "垃圾", "公交车站")
    ],
    "a word under a label": [{"q": word, "label": str(at)} for word, at in product(("路灯", "学校"), (1, 8))],
    "a label": [{"label": str(at)} for at in (1, 8, 15)],
    "a matter": [{"matter": str(at)} for at in (1, 2, 9_000)],
    "waiting longest": [{"q": word, "order": "oldest"} for word in ("路灯", "垃圾", "没有")],
}  # fmt: skip
"""What is asked, by kind; a label and a matter are named by their place in the order of their ids."""


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Fill the house, then each kind's time at one reader, then of the same searches their last pages."""
    fill(house, size.searched)
    with site_of(house):
        yield from searches(house, size)


def searches(house: House, size: Size) -> Iterator[Figure]:
    """The figures of a filled house whose site stands."""
    for kind, questions in QUESTIONS.items():
        yield _figure(house, size, kind, [_address(house, question) for question in questions])
    last: Sequence[Question] = ({"q": "路灯"}, {"q": "没有"}, {"q": "ghsq"}, {})
    yield _figure(house, size, "the last page", [_last_page(house, question) for question in last])


def _figure(house: House, size: Size, kind: str, paths: Sequence[str]) -> Figure:
    cookie, count = f"hx={house.people[CLERK]}", len(paths) if size.quick else READS
    outcome = read_all(house.port, paths, cookie=cookie, count=count, rounds=2)
    if outcome.unwanted:
        raise RuntimeError(f"{kind}: unwanted answers {outcome.unwanted}")
    context = {"voices": size.searched, "searches": len(paths)} | outcome.facts()
    return Figure(f"search, {kind}, p95", outcome.percentile(0.95), "ms", at_most(MOST), context)


def _address(house: House, question: Question) -> str:
    asked = {"state": "all", **question}
    for name, table in (("label", "sorting_label"), ("matter", "sorting_matter")):
        if name in asked:
            asked[name] = str(house.one(f"SELECT id FROM {table} ORDER BY id OFFSET %s LIMIT 1", int(asked[name]) - 1))
    return f"/desk/inbox/?{urlencode(asked)}"


def _last_page(house: House, question: Question) -> str:
    """The page that holds the oldest rows: the cursor of paging looks back from the 40th oldest arrival."""
    from huixiang.web.paging import Cursor  # noqa: PLC0415 - Django is not set up in this process until it is needed

    number = house.one("SELECT number FROM sorting_inboxitem ORDER BY number OFFSET 5000 LIMIT 1")
    return f"{_address(house, question)}&at={Cursor(backwards=False, values=(number,)).encode()}"


def fill(house: House, voices: int, *, said: Iterable[str] | None = None, matters: bool = True) -> None:
    """Put voices with their places, units, labels and matters into a house that has none; minutes for a million.

    ``said`` are other texts than the seeding's own; without ``matters`` the engine is to find them. The index of words
    is made at the end, which takes a fraction of the time.
    """
    asked = {
        "org": house.organisation_id, "top": house.units["top"], "voices": voices, "days": DAYS, "last_day": LAST_DAY,
        "places": len(PLACES), "units": len(UNITS), "labels": LABELS, "matters": min(MATTERS, voices // 10),
    }  # fmt: skip
    files = ["searching.sql", *(["searching_matters.sql"] if matters else [])]
    with house.connect() as connection:
        with connection.transaction():
            stage(connection, voices, said)
            _name(connection)
            connection.execute("SET LOCAL maintenance_work_mem = '1GB'")
            index = connection.execute("SELECT pg_get_indexdef('inbox_terms'::regclass)").fetchone()
            connection.execute("DROP INDEX inbox_terms")
            for file in files:
                sql = Template((Path(__file__).parent / file).read_text(encoding="utf-8")).substitute(asked)
                connection.execute(sql.encode())
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            connection.execute(str(index[0] if index else "").encode())
        # What autovacuum does within minutes on a site that has grown to this size.
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def _name(connection: psycopg.Connection) -> None:
    """Lay out the names of units and places, with what filing would add of a place to the terms of a voice."""
    connection.execute("CREATE TEMP TABLE unit_names (n int, name text) ON COMMIT DROP")
    connection.execute("CREATE TEMP TABLE place_names (code text, name text, above text, initials text) ON COMMIT DROP")
    connection.execute("CREATE TEMP TABLE place_terms (name text, found text[]) ON COMMIT DROP")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO unit_names VALUES (%s, %s)", list(enumerate(UNITS)))
        rows = [(f"d{at}", name, "") for at, name in enumerate(DISTRICTS)]
        rows += [(f"p{at}", f"{name}社区", f"d{at % len(DISTRICTS)}") for at, name in enumerate(PLACES)]
        cursor.executemany(
            "INSERT INTO place_names VALUES (%s, %s, %s, %s)", [(*row, _initials(row[1])) for row in rows]
        )
        cursor.executemany("INSERT INTO place_terms VALUES (%s, %s)", [(row[1], list(terms(row[1]))) for row in rows])


def _initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
