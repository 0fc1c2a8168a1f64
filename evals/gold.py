"""The labelled texts as frozen rows: messages, the hot issues among them, and the pairs that a person judged."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from python_calamine import CalamineWorkbook

from evals.data import data_folder
from huixiang.digest.voices import words_of

REPEAT: Final = "duplicate"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of messages-2019.xlsx: its number, who wrote it, title, body, and when as it is written there."""

    id: str
    speaker: str
    title: str
    body: str
    said: str

    @property
    def text(self) -> str:
        """Title and body as they are compared."""
        return words_of(self.title, self.body)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, what a person called them, and for how many pairs of the corpus the pair stands."""

    left: str
    right: str
    label: str
    weight: float

    @property
    def repeat(self) -> bool:
        """Whether one repeats the other."""
        return self.label == REPEAT


def messages() -> tuple[Message, ...]:
    """The 4,326 messages, in the order of the table."""
    book = CalamineWorkbook.from_path(data_folder() / "messages-2019.xlsx")
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)[1:]
    return tuple(
        Message(str(int(float(str(number)))), str(speaker), str(title).strip(), str(body).strip(), str(said))
        for number, speaker, title, said, body, *_ in rows
    )


def hot_issues() -> Mapping[str, str]:
    """Which issue each gold message belongs to, by the message's number."""
    with (data_folder() / "gold-hot-issues.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["message_id"]: row["issue"] for row in csv.DictReader(file)}


def gold_pairs() -> tuple[Pair, ...]:
    """The judged pairs. A pair's weight is the size of its band by the number of pairs read from it."""
    with (data_folder() / "gold-pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    read = Counter(row["band"] for row in rows)
    return tuple(
        Pair(row["text_a"], row["text_b"], row["label"], float(row["band_n"]) / read[row["band"]]) for row in rows
    )
