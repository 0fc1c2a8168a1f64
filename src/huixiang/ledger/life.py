"""The whole life of a problem: every journal entry about it, in order, with the words that belong to each act.

The journal is the spine, so nothing that was recorded can be left out. Words, files and days are details that
each capability adds for the ids in an entry's facts; capabilities downstream register theirs at start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huixiang.journal import queries as journal, words as journal_words
from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import Actor
from huixiang.ledger.models import Evidence
from huixiang.ledger.order_labels import said_words
from huixiang.ledger.words import TONES
from huixiang.people.models import Unit
from huixiang.people.roles import Role
from huixiang.sorting.models import Problem
from huixiang.web.dates import day_words
from huixiang.web.parts import Link, TimelineEntry, Tone


@dataclass(frozen=True, slots=True)
class Detail:
    """What a reader sees beside an act: words, files."""

    words: str = ""
    files: tuple[Link, ...] = ()


Source = Callable[[Problem, Actor], Mapping[str, Detail]]
"""Details by fact, such as ``progress:12`` for entries that hold the fact ``progress`` with the value 12, or
``ledger.completion.signed/claim:3`` for entries of that action only.

A source decides what this reader may read of it, and costs the same number of queries for any number of rows.
"""

_sources: list[Source] = []
_tones: dict[str, str] = dict(TONES)


def register_source(source: Source, *, tones: Mapping[str, str] | None = None) -> None:
    """Ask this source too, and colour these actions (or all of a capability by its name); twice counts once."""
    if source not in _sources:
        _sources.append(source)
    _tones.update(tones or {})


def life_of(problem: Problem, *, reader: Actor) -> tuple[TimelineEntry, ...]:
    """Every act on the problem and on those merged into it, oldest first, as this reader may read it."""
    merged = Problem.every.filter(merged_into=problem).order_by().values_list("pk", flat=True)
    entries = list(journal.entries_about([f"problem:{pk}" for pk in (problem.pk, *merged)]))
    details: dict[str, Detail] = dict(_units(entries))
    for source in (_own, *_sources):
        details.update(source(problem, reader))
    return tuple(_entry(entry, details) for entry in entries)


def who_words(name: str, roles: str) -> str:
    """A person with the roles in which they acted; speakers and the machine have only a role."""
    if roles == "speaker":
        return _("Somebody who raised it")
    if roles == "system":
        return _("The system")
    labels = [str(role.label) for role in Role if role.value in roles.split(",")]
    if not labels:
        return name
    return _("%(name)s (%(roles)s)") % {"name": name, "roles": _(", ").join(labels)}


def _entry(entry: JournalEntry, details: Mapping[str, Detail]) -> TimelineEntry:
    found = [details[key] for key in _keys(entry.action, entry.after) if key in details]
    return TimelineEntry(
        on=timezone.localtime(entry.at).date(),
        who=who_words(entry.actor_name, entry.actor_role),
        act=journal_words.action_words(entry.action),
        words="\n".join(detail.words for detail in found if detail.words),
        evidence=tuple(link for detail in found for link in detail.files),
        tone=_tone(entry),
    )


def _tone(entry: JournalEntry) -> str:
    state = f"{entry.action}:{entry.after.get('state') or entry.after.get('solved', '')}"
    capability = entry.action.partition(".")[0]
    return _tones.get(state) or _tones.get(entry.action) or _tones.get(capability) or Tone.WAITING


def _keys(action: str, facts: Mapping[str, object]) -> Iterable[str]:
    for name, value in facts.items():
        yield f"{name}:{value}"
        yield f"{action}/{name}:{value}"


def _units(entries: Iterable[JournalEntry]) -> Iterable[tuple[str, Detail]]:
    wanted = {entry.after["unit"] for entry in entries if isinstance(entry.after.get("unit"), int)}
    units = Unit.objects.filter(pk__in=wanted) if wanted else ()
    return [(f"unit:{unit.pk}", Detail(unit.label)) for unit in units]


def _own(problem: Problem, reader: Actor) -> Mapping[str, Detail]:  # noqa: ARG001 - whoever sees the problem reads these
    found = {f"progress:{note.pk}": Detail(note.words) for note in problem.progress.all()}
    found |= {f"measure:{measure.pk}": Detail(measure.words) for measure in problem.measures.all()}
    found |= {f"comment:{comment.pk}": Detail(comment.words) for comment in problem.comments.all()}
    found |= {f"evidence:{shown.pk}": _evidence(shown) for shown in problem.evidence.all()}
    for change in problem.deadline_changes.all():
        words = _("Due %(day)s.") % {"day": day_words(change.after, today=timezone.localdate())}
        found[f"deadline:{change.pk}"] = Detail(f"{words} {said_words(change)}".strip())
    for claim in problem.claims.all():
        found[f"ledger.completion.claimed/claim:{claim.pk}"] = Detail(claim.words)
        found[f"ledger.completion.turned_back/claim:{claim.pk}"] = Detail(claim.turned_back_words)
        for action in ("checked", "not_passed"):
            found[f"ledger.completion.{action}/claim:{claim.pk}"] = Detail(claim.check_words)
    return found


def _evidence(shown: Evidence) -> Detail:
    words = "\n".join(part for part in (shown.words, shown.figures) if part)
    if not shown.clean_path:
        return Detail(words)
    return Detail(words, (Link(shown.file_name, reverse("ledger:evidence_file", args=[shown.pk])),))
