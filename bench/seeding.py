"""Fills a house with voices and problems by COPY: rows as the services would leave them, valid under every constraint.

Texts are put together from sentences of the demo's voices, so that words are as frequent as people use them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template

import psycopg

from bench.house import ROOT, House
from huixiang.digest.bigrams import terms

STATES = ("listed",) * 10 + ("assigned",) * 15 + ("working",) * 25 + ("claimed",) * 5 + ("signed",) * 3 + (
    ("checked",) * 2 + ("disputed",) * 5 + ("confirmed",) * 22 + ("silent",) * 8
)  # fmt: skip
"""How many of 95 problems are in each state."""
SHORTEST = 6
UNITS = 40
LAST_DAY = "DATE '2026-11-20'"
DAYS = 700
STAGED = """
CREATE TEMP TABLE staged (n int PRIMARY KEY, id uuid DEFAULT gen_random_uuid(), words text, found text[]) ON COMMIT DROP
"""


def seed(house: House, *, problems: int, voices: int) -> None:
    """Put problems, voices and their inbox items into a house that has none; 2 minutes for 100,000 and 300,000."""
    sql = Template((Path(__file__).parent / "seeding.sql").read_text(encoding="utf-8")).substitute(
        org=house.organisation_id, top=house.units["top"], problems=problems, voices=voices, units=UNITS, days=DAYS,
        last_day=LAST_DAY, states="ARRAY['" + "','".join(STATES) + "']",
    )  # fmt: skip
    with house.connect() as connection:
        with connection.transaction():
            stage(connection, voices)
            connection.execute(sql.encode())
        # What autovacuum does within minutes on a site that has grown to this size.
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def stage(connection: psycopg.Connection, voices: int, said: Iterable[str] | None = None) -> None:
    """Lay the texts, our own or ``said``, with their search terms into the table ``staged``, for a seeding's SQL."""
    connection.execute(STAGED)
    with connection.cursor() as cursor, cursor.copy("COPY staged (n, words, found) FROM STDIN") as copy:
        for number, words in enumerate(texts(voices) if said is None else said):
            copy.write_row((number, words, list(terms(words))))


def texts(count: int) -> Iterator[str]:
    """Distinct texts of two to four sentences, always the same."""
    chance, known = random.Random(20261123), _sentences()
    for number in range(count):
        said = "".join(chance.choices(known, k=chance.randrange(2, 5)))
        yield f"{chance.randrange(1, 400)}号楼。{said}（{number}）"


def _sentences() -> Sequence[str]:
    voices = json.loads((ROOT / "src/huixiang/ops/demo/voices.json").read_text(encoding="utf-8"))
    return [part for voice in voices for part in re.split(r"(?<=[。！？；])", voice["words"]) if len(part) >= SHORTEST]
