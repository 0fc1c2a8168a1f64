"""From what the engine said of a voice to what is suggested to people: thresholds, targets, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from huixiang.digest.alarms import FEARED, SENSITIVE, URGENT
from huixiang.digest.noticing import PERSONAL, PLACE, UNIT
from huixiang.listening.models import Place
from huixiang.sorting.services.suggesting.around import Around
from huixiang.sorting.services.suggesting.facts import Heard, Noticed, Said, Wanted
from huixiang.sorting.states import SuggestionKind as K

LEAST_CLASS: Final = 0.5
LEAST_HABIT, LEAST_SHARE, LEAST_ANYWHERE = 3, 0.6, 0.8  # times a unit was given a label, and its share of them
CUT: Final = 0.34  # likeness from which a matter is joined; see docs/algorithms/matters.md
NAMED_UNIT, NAMED_PLACE, ONE_OF_SEVERAL = 0.6, 0.85, 0.5
SUREST: Final = 0.95  # nothing the engine says is certain
TWO_GROUPS: Final = 0.1
MOST_SPANS: Final = 40


def wanted_for(heard: Heard, around: Around) -> Iterator[Wanted]:
    """What ought to be suggested about one voice, the most useful first. What people decided already is left out."""
    item = around.items[heard.voice_id]
    yield from _problems(heard, around)
    yield from _repeat(heard)
    yield from _matter(heard, around)
    yield from _labels(heard, around)
    yield from _alarm(heard, K.URGENT, URGENT, told=item.urgent)
    yield from _alarm(heard, K.SENSITIVE, SENSITIVE, told=item.sensitive)
    yield from _place(heard, around)
    yield from _unit(heard, around)
    yield from _personal(heard)


def scaled(likeness: float) -> float:
    """Bring likeness to the scale of confidence: 0.5 at the cut, 0.95 from 0.8 on. A scale, not a chance."""
    return min(SUREST, max(0.5, 0.5 + (likeness - CUT) * (SUREST - 0.5) / (0.8 - CUT)))


def _problems(heard: Heard, around: Around) -> Iterator[Wanted]:
    feeds = set(around.feeds.get(heard.voice_id, ()))
    again = around.of_repeated.get(heard.repeat_of, ()) if heard.repeat_of else ()
    for problem_id in dict.fromkeys(again):
        if problem_id not in feeds:
            yield Wanted(heard.voice_id, K.PROBLEM, problem_id, _of_repeat(heard), heard.shared)
    if heard.matter_id is None or (feeds and set(around.of_matters.get(heard.matter_id, ())) & feeds):
        return
    counted: Counter[int] = Counter(around.of_matters.get(heard.matter_id, Counter()))
    if named := around.matter_problems.get(heard.matter_id):
        counted[named] += 1
    for problem_id, count in counted.most_common(1):
        if problem_id not in feeds and problem_id not in again:
            sure = scaled(heard.alike) * count / counted.total()
            facts = {"voices": count, "words": _shared_words(heard, around)}
            yield Wanted(heard.voice_id, K.PROBLEM, problem_id, sure, heard.reason, facts)


def _repeat(heard: Heard) -> Iterator[Wanted]:
    if heard.repeat_of is not None:
        yield Wanted(heard.voice_id, K.REPEAT, heard.repeat_of, _of_repeat(heard), heard.shared)


def _of_repeat(heard: Heard) -> float:
    return min(0.99, max(0.5, heard.score))


def _matter(heard: Heard, around: Around) -> Iterator[Wanted]:
    if heard.matter_id is not None and heard.repeat_of is None:
        facts = {"words": _shared_words(heard, around), "alike": round(heard.alike, 3)}
        yield Wanted(heard.voice_id, K.MATTER, heard.matter_id, scaled(heard.alike), heard.reason, facts)


def _shared_words(heard: Heard, around: Around) -> list[str]:
    return list(around.matter_words.get(heard.matter_id or 0, ()))


def _labels(heard: Heard, around: Around) -> Iterator[Wanted]:
    given = around.labels.get(heard.voice_id, {})
    done: set[int] = set()
    for said in sorted(heard.classes, key=lambda one: -one.confidence):
        several = said.taxonomy_id in around.several
        has = given.get(said.taxonomy_id, ())
        taken = said.label_id in has if several else bool(has) or said.taxonomy_id in done
        if said.confidence < LEAST_CLASS or taken:
            continue
        done.add(said.taxonomy_id)
        facts = {"words": list(said.words), "taxonomy": said.taxonomy_id}
        yield Wanted(heard.voice_id, K.LABEL, said.label_id, _at_most(said.confidence), "、".join(said.words), facts)


def _at_most(confidence: float) -> float:
    return min(0.99, round(confidence, 4))


def _alarm(heard: Heard, kind: K, name: str, *, told: bool) -> Iterator[Wanted]:
    firm = [one for one in heard.noticed if one.kind == name and one.confidence > FEARED + 0.01]
    if told or not firm:
        return
    groups = list(dict.fromkeys(one.what for one in firm))
    sure = min(SUREST, max(one.confidence for one in firm) + TWO_GROUPS * (len(groups) > 1))
    yield Wanted(heard.voice_id, kind, None, round(sure, 4), "", {"spans": _spans(firm), "groups": groups})


def _personal(heard: Heard) -> Iterator[Wanted]:
    found = [one for one in heard.noticed if one.kind == PERSONAL]
    if found:
        sure = max(one.confidence for one in found)
        groups = list(dict.fromkeys(one.what for one in found))
        yield Wanted(heard.voice_id, K.PERSONAL, None, round(sure, 4), "", {"spans": _spans(found), "groups": groups})


def _spans(found: list[Noticed]) -> list[list[int]]:
    return [[one.start, one.end] for one in found[:MOST_SPANS]]


def _place(heard: Heard, around: Around) -> Iterator[Wanted]:
    if around.items[heard.voice_id].place_id:
        return
    if named := place_named_in(heard, around.places):
        place, sure = named
        spans = _spans([one for one in heard.noticed if one.kind == PLACE and int(one.what) == place.pk])
        yield Wanted(heard.voice_id, K.PLACE, place.pk, sure, "", {"spans": spans})


def place_named_in(heard: Heard, places: Mapping[int, Place]) -> tuple[Place, float] | None:
    """The place that the words name, of all places by id, and how sure that is; None where they name none."""
    found = [one for one in heard.noticed if one.kind == PLACE and int(one.what) in places]
    return next(iter(_deepest([places[int(one.what)] for one in found]).items()), None)


def _deepest(named: list[Place]) -> Mapping[Place, float]:
    """Of the places named, those that no other lies in; surer when there is one: a name may be borne by several."""
    distinct = list(dict.fromkeys(named))
    inner = [one for one in distinct if not any(other.path.startswith(one.path) for other in distinct if other != one)]
    if not inner:
        return {}
    # The one whose own upper places are named too is meant, of several that bear one name.
    upheld = [sum(one.path.startswith(other.path) for other in distinct) for one in inner]
    best = [one for one, count in zip(inner, upheld, strict=True) if count == max(upheld)]
    sure = NAMED_PLACE if len(best) == 1 else ONE_OF_SEVERAL
    return dict.fromkeys(best, sure)


def _unit(heard: Heard, around: Around) -> Iterator[Wanted]:
    item = around.items[heard.voice_id]
    if item.unit_id:
        return
    named = [one for one in heard.noticed if one.kind == UNIT]
    for said in _certain_labels(heard, around):
        for place_id, least in ((item.place_id, LEAST_SHARE), (0, LEAST_ANYWHERE)):
            counts = around.habits.counts.get((said.label_id, place_id or 0))
            unit_id, count = counts.most_common(1)[0] if counts else (0, 0)
            total = counts.total() if counts else 0
            if count >= LEAST_HABIT and count / total >= least:
                facts = {"label": said.label_id, "times": count, "of": total, "here": bool(place_id)}
                yield Wanted(heard.voice_id, K.UNIT, unit_id, round((count + 1) / (total + 2), 4), "", facts)
                return
    if len({one.what for one in named}) == 1:
        yield Wanted(heard.voice_id, K.UNIT, int(named[0].what), NAMED_UNIT, "", {"spans": _spans(named)})


def _certain_labels(heard: Heard, around: Around) -> list[Said]:
    """The labels people gave the voice, else those the engine is sure enough of."""
    given = around.labels.get(heard.voice_id, {})
    own = [Said(taxonomy, label, 1.0) for taxonomy, labels in given.items() for label in labels]
    return own or [said for said in heard.classes if said.confidence >= LEAST_SHARE]
