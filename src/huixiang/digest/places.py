"""Which places a text names (regions, towns, estates, roads, schools, firms), and whether two texts mean the same.

Works from endings and from the words that cannot belong to a name, without a gazetteer; masked names such as A市
or A7县 count. What a place decides (a merge, a matter) is the caller's business.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final, NamedTuple

from huixiang.digest.place_words import BEFORE, BRANDS, BROKEN, ENDINGS, GENERIC, JOINED, NOT_NAMES

LONGEST: Final = 8  # characters of a name before its ending; a firm's may be twice as long
SHARED: Final = 0.5  # the part of the shorter name's pairs that two names of one place share at least
WIDE: Final = frozenset({"region", "district"})
# Kinds that are compared with each other: an estate and a road say nothing about one another.
FAMILIES: Final = {"town": 1, "community": 2, "road": 3, "line": 4}
SPOT: Final = 5
WITHIN: Final = frozenset(
    {"school", "hospital", "market", "park", "company"}
)  # what may be named after an estate or a road


class Place(NamedTuple):
    """A place named in a text at [start, end); ``kind`` is a key of ``ENDINGS`` (region, district, estate, road...)."""

    name: str
    kind: str
    start: int
    end: int


NUMBERED: Final = frozenset({"号线", "路公交", "公交"})  # lines that have numbers only
_NOWHERE: Final = Place("", "region", 0, 0)
_KIND_OF: Final = {ending: kind for kind, words in ENDINGS.items() for ending in words.split()}
_NO_NAME: Final = frozenset(NOT_NAMES.split())
_MASK: Final = re.compile(r"[A-Z]{1,2}\d{0,2}$")
_NUMBER: Final = re.compile(r"(?:地铁|轻轨)?[一二三四五六七八九十\d]{1,4}$")
_STATION: Final = re.compile(r"[\u4e00-\u9fff]{2,6}?站")


def _longest_first(words: Collection[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _guarded(ending: str) -> str:
    """Write an ending as a pattern that begins with a plain character, which lets the search skip quickly."""
    before, after = JOINED.get(ending, ""), BROKEN.get(ending, "")
    return ending + (f"(?<![{before}]{ending})" if before else "") + (f"(?![{after}])" if after else "")


_SIGN: Final = re.compile("|".join(map(_guarded, _longest_first(_KIND_OF))))
# Greedy, so that it ends behind the last thing that cannot belong to a name.
_CUT: Final = re.compile(rf".*(?:{'|'.join(_longest_first(BEFORE.split()))}|[^\u4e00-\u9fffA-Za-z0-9])", re.DOTALL)
_TAIL: Final = re.compile(rf"(?:{'|'.join(_longest_first(GENERIC.split()))})$")
_BRAND: Final = re.compile("|".join(_longest_first(BRANDS.split())))


def places_of(text: str) -> tuple[Place, ...]:
    """Find the places a text names, in order; they never overlap.

    Names run at most 8 characters (a firm's 16) before their ending and are cut behind words such as 投诉 or 位于.
    The end of a name is surer than its beginning. Linear; 120 characters take about 40 microseconds;
    ``placing.places_in`` does many texts at once, ten times faster.
    """
    found: list[Place] = []
    for sign in _SIGN.finditer(text):
        before = found[-1] if found else _NOWHERE
        place = _place(text, sign, before)
        if place is None:
            continue
        if found and place.start == before.start:
            found.pop()  # 丽景新城 was only the beginning of 丽景新城小区
        found.append(place)
    return tuple(found)


def _place(text: str, sign: re.Match[str], before: Place) -> Place | None:
    kind = _KIND_OF[sign[0]]
    if kind in WIDE:
        return _wide(text, sign, before)
    if kind == "line" and (line := _line(text, sign)):
        return line
    if kind == "group":
        return _group(text, sign, before)
    if before.end == sign.start() and before.kind not in WIDE and sign.end() - before.start <= 3 * LONGEST:
        # A school in a village is a school, but an estate that calls itself 社区 stays an estate.
        return Place(before.name + sign[0], kind if kind in WITHIN else before.kind, before.start, sign.end())
    return _named(text, sign, before, kind)


def _wide(text: str, sign: re.Match[str], before: Place) -> Place | None:
    start, end, kind = sign.start(), sign.end(), _KIND_OF[sign[0]]
    mask = _MASK.search(text, max(before.end, start - 4), start)
    if mask is None:
        place = _named(text, sign, before, kind)
        return place if place and end - place.start <= 5 else None
    if sign[0] == "县" and text.startswith("市", end):  # A8县市: a city that ranks as a county
        end += 1
    # A市 is the city, A9市 a city below it.
    below = kind == "region" and sign[0] == "市" and text[start - 1].isdigit()
    return Place(text[mask.start() : end], "district" if below else kind, mask.start(), end)


def _line(text: str, sign: re.Match[str]) -> Place | None:
    number = _NUMBER.search(text, max(0, sign.start() - 6), sign.start())
    if number is None:
        return None
    station = _STATION.match(text, sign.end()) if sign[0] == "号线" else None
    end = station.end() if station else sign.end()
    return Place(text[number.start() : end], "line", number.start(), end)


def _group(text: str, sign: re.Match[str], before: Place) -> Place | None:
    number = text[before.end : sign.start()]
    if before.kind != "community" or not 1 <= len(number) <= 3 or not _NUMBER.match(number):
        return None
    return Place(text[before.start : sign.end()], before.kind, before.start, sign.end())


def _named(text: str, sign: re.Match[str], before: Place, kind: str) -> Place | None:
    start = sign.start()
    begin = _beginning(text, start, before.end, LONGEST * (1 + (kind == "company")))
    core = text[begin:start]
    if len(core) < 2 or core in _NO_NAME or sign[0] in NUMBERED:
        return None
    return Place(text[begin : sign.end()], kind, begin, sign.end())


def _beginning(text: str, start: int, last: int, longest: int) -> int:
    first = max(last, start - longest)
    cut = _CUT.match(text, first, start)
    begin = cut.end() if cut else first
    both = text.rfind("和", begin + 2, start - 2)  # 物业和望江花园, but not 嘉和城 or 润和国际
    begin = both + 1 if both >= 0 else begin
    while begin < start and text[begin].isdigit():  # 2019年3月西湖路, 65栋花园
        begin += 1
    return begin


def places_agree(a: Collection[Place], b: Collection[Place]) -> bool | None:
    """Tell whether two texts mean the same place; None if one names none, or only places of other kinds.

    True if any two names mean the same. Otherwise False if both texts name places of one kind, or if they name
    different districts (A7县, A3区). A whole region (A市) says nothing.
    """
    names, others = _by_family(a), _by_family(b)
    if any(same_name(name, other) for name in _all(names) for other in _all(others)):
        return True
    if any(family in others for family in names):
        return False
    districts, others_districts = _districts(a), _districts(b)
    return False if districts and others_districts and not districts & others_districts else None


def _by_family(places: Collection[Place]) -> dict[int, list[str]]:
    families: dict[int, list[str]] = {}
    for place in places:
        if place.kind not in WIDE:
            families.setdefault(FAMILIES.get(place.kind, SPOT), []).append(place.name)
    return families


def _all(families: dict[int, list[str]]) -> list[str]:
    return [name for names in families.values() for name in names]


def _districts(places: Collection[Place]) -> set[str]:
    return {place.name for place in places if place.kind == "district"}


def same_name(a: str, b: str) -> bool:
    """Tell whether two names may mean one place: half of the shorter name's character pairs are in the other.

    Endings such as 小区 and large builders' names do not count: 万科丽景小区 is not 万科江岸小区.
    """
    pairs, others = _pairs(a), _pairs(b)
    shared = len(pairs & others)
    return bool(shared) and shared >= SHARED * min(len(pairs), len(others))


@lru_cache(maxsize=100_000)
def _pairs(name: str) -> frozenset[str]:
    core = core_of(name)
    return frozenset(map(str.__add__, core, core[1:]))


@lru_cache(maxsize=100_000)
def core_of(name: str) -> str:
    """Cut from a place's name what others share: 万科丽景花园二期 gives 丽景; two characters at least are left."""
    core = name
    while (shorter := _TAIL.sub("", core)) != core and len(shorter) > 1:
        core = shorter
    shorter = _BRAND.sub("", core)
    return shorter if len(shorter) > 1 else core
