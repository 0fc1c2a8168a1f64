"""What is said of a matter to people: its title, place, people and words, taken from its own voices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

import pyarrow as pa

from huixiang.digest.bodies import bodies_of
from huixiang.digest.counting import counted
from huixiang.digest.places import WIDE, Place, core_of
from huixiang.digest.placing import places_in

HEARD: Final = 12  # voices of a matter that are asked for its place and people: the most central ones
TITLE: Final = 40  # characters of a title made from a body
_OPENING: Final = 60
_LEAD: Final = re.compile(
    r"^(?:(?:关于|就|对|针对|再次|强烈|实名|紧急|请求|恳请|恳求|投诉|举报|反映|反应|咨询|请问|求助|建议|希望|要求)[:：,，]?)+(?=.{6})"
)
_TAIL: Final = re.compile(r"(?:[!！?？。.,，;；~～…\s]|的(?:问题|情况|投诉|建议|反映|咨询|请求|疑问))+$")
_SENTENCE: Final = re.compile(r"[。!！?？;；\n]")
_GREETING: Final = re.compile(
    r"^(?:尊敬的)?[^,，。:：!！]{0,12}(?:您好|你好|领导|书记|市长|县长|区长|局长)[,，。:：!！\s]*"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """The title, body and given place of one voice of a matter."""

    title: str
    body: str
    place: str | None


TOLD: Final = pa.schema([("title", pa.string()), ("place", pa.string()), ("people", pa.string())])


def tell(voices: pa.Table) -> pa.Table:
    """Tell each matter of a partition: ``voices`` (matter, title, body, place) by matter, its central one first."""
    said = zip(voices["title"].to_pylist(), voices["body"].to_pylist(), strict=True)
    every = [f"{title}\n{body[:_OPENING]}" for title, body in said]
    texts, places = iter(every), iter(places_in(every))
    told = []
    for heard in _matters(voices):
        own, named = list(islice(texts, len(heard))), list(islice(places, len(heard)))
        told.append((title_of(heard[0]), place_of(heard, named), people_of(own, named)))
    columns = zip(*told, strict=True) if told else [[]] * len(TOLD)
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=TOLD)


def _matters(voices: pa.Table) -> Iterator[list[Heard]]:
    columns = (voices[name].to_pylist() for name in ("matter", "title", "body", "place"))
    for _, rows in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        yield [Heard(*row[1:]) for row in rows]


def title_of(voice: Heard) -> str:
    """Give a matter's title: the voice's own without 投诉, 请问 and signs; the body's first sentence if it has none."""
    plain = " ".join(voice.title.split())
    if not plain:
        body = _GREETING.sub("", " ".join(voice.body.split()))
        plain = _SENTENCE.split(body, maxsplit=1)[0][:TITLE]
    bare = _TAIL.sub("", _LEAD.sub("", plain))
    return bare or plain or "(无文字)"


def place_of(voices: Sequence[Heard], places: Sequence[Sequence[Place]]) -> str | None:
    """Name where a matter is: its most named district and, behind it, its most named narrow place; None if neither.

    A place that the voices came with counts as named once by each of them, and wins over what was read.
    """
    given = counted(voice.place for voice in voices if voice.place)
    if given:
        return _first(given)
    found = [place for own in places for place in _once(own)]
    wide = counted(place.name for place in found if place.kind == "district") or counted(
        place.name for place in found if place.kind in WIDE
    )
    cores = counted(core_of(place.name) for place in found if place.kind not in WIDE)
    # A place that one of many voices mentions is not the matter's place.
    if not cores or cores[_first(cores)] < max(1, len(voices) / 4):
        return _first(wide) if wide else None
    names = counted(place.name for place in found if core_of(place.name) == _first(cores))
    return (_first(wide) if wide else "") + _first(names)


def people_of(texts: Sequence[str], places: Sequence[Sequence[Place]]) -> str | None:
    """Name up to three offices, firms or roles that the voices speak of, most named first; None if there are none."""
    named = counted(name for text, own in zip(texts, places, strict=True) for name in bodies_of(text, own))
    return "、".join(name for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))[:3]) or None


def _once(places: Sequence[Place]) -> list[Place]:
    return list({core_of(place.name): place for place in reversed(places)}.values())


def _first(times: dict[str, int]) -> str:
    return min(times, key=lambda name: (-times[name], -len(name), name))
