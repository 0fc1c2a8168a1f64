"""Choose, by number alone, the official replies that are annotated: a seeded sample in seven layers.

The texts stay where they are; `python -m evals.select_replies` writes only each reply's number and layer, with how
many replies of the whole the layer holds, so that shares of the whole can be computed from the sample.
"""

import csv
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from python_calamine import CalamineWorkbook

from evals.data import data_folder

SEED: Final = 20_261_128
ANNOTATIONS: Final = Path(__file__).parent / "annotations"
SELECTED: Final = ANNOTATIONS / "replies-selected.csv"
# How many replies of each layer are read; a reply belongs to the first layer that fits.
QUOTA: Final[Mapping[str, int]] = MappingProxyType(
    {
        "copy": 40,
        "transfer": 50,
        "under 80": 45,
        "under 200": 60,
        "under 450": 65,
        "under 900": 40,
        "longer": 20,
    }
)
_TRANSFER: Final = re.compile("转交|转办|转至|已转|交由|交办")
_COPIED: Final = 0.6
_GRAM: Final = 3
_PARTS: Final = re.compile(r"[\s“”\"‘’A-Z]|\d")


@dataclass(frozen=True, slots=True)
class Reply:
    """One message and the reply to it, as the table gives them."""

    id: str
    title: str
    asked: str
    asked_at: str
    answer: str
    answered_at: str


def read_replies() -> list[Reply]:
    """Read all replies, in the order of the table.

    :raises SystemExit: the folder of the texts is missing.
    """
    book = CalamineWorkbook.from_path(str(data_folder() / "replies-labelled.xlsx"))
    rows = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    place = {str(name): column for column, name in enumerate(rows[0])}
    columns = [place[name] for name in ("留言编号", "留言主题", "留言详情", "留言时间", "答复意见", "答复时间")]
    return [Reply(*(str(row[column]).strip() for column in columns)) for row in rows[1:]]


def select(replies: Sequence[Reply]) -> Iterator[tuple[str, str, int]]:
    """Draw the sample: number, layer and the size of that layer, in the order of the table."""
    layers = list(_layers(replies))
    sizes = Counter(layers)
    rng = random.Random(SEED)
    chosen: set[int] = set()
    for layer, quota in QUOTA.items():
        chosen.update(rng.sample([row for row, own in enumerate(layers) if own == layer], quota))
    for row in sorted(chosen):
        yield replies[row].id, layers[row], sizes[layers[row]]


def _layers(replies: Sequence[Reply]) -> Iterator[str]:
    copied = _copied([reply.answer for reply in replies], [reply.title + reply.asked for reply in replies])
    for row, reply in enumerate(replies):
        if row in copied:
            yield "copy"
        elif _TRANSFER.search(reply.answer) and len(reply.answer) < 200:
            yield "transfer"
        else:
            yield next((f"under {top}" for top in (80, 200, 450, 900) if len(reply.answer) < top), "longer")


def _copied(answers: Sequence[str], asked: Sequence[str]) -> set[int]:
    """Rows whose reply is like the reply to a different message; all pairs are looked at, so this is quadratic."""
    said = list(map(_grams, answers))
    wanted = list(map(_grams, asked))
    rows: set[int] = set()
    for one in range(len(said)):
        for other in range(one):
            if _alike(said[one], said[other]) >= _COPIED and _alike(wanted[one], wanted[other]) < _COPIED / 2:
                rows |= {one, other}
    return rows


def _grams(text: str) -> frozenset[str]:
    plain = _PARTS.sub("", text)
    return frozenset(plain[place : place + _GRAM] for place in range(len(plain) - _GRAM + 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    if min(len(one), len(other)) < _COPIED / 2 * max(len(one), len(other)):
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def _write(rows: Iterable[tuple[str, str, int]]) -> None:
    with SELECTED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "layer", "of"))
        writer.writerows(rows)


if __name__ == "__main__":
    _write(select(read_replies()))
