"""What happened to a voice or a problem, from the journal; and the act an undo button stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huixiang.journal import queries as journal
from huixiang.journal.models import JournalEntry
from huixiang.listening.models import Voice
from huixiang.sorting.models import Act, Part, Problem

MOST_SOURCES = 200


@dataclass(frozen=True, slots=True)
class Happening:
    """One journal entry, and the act it wrote if that can still be undone; ``source`` if it is another problem's."""

    entry: JournalEntry
    act: Act | None = None
    source: Problem | None = None


def history_of_voice(voice: Voice) -> list[Happening]:
    """Everything that happened to the voice, oldest first: its own entries and those of its problems that name it."""
    problems = Part.objects.filter(voice=voice).values_list("problem_id", flat=True).distinct()
    references = [f"voice:{voice.pk}", *(f"problem:{problem_id}" for problem_id in problems)]
    entries = [entry for entry in journal.entries_about(references) if _concerns(entry, voice)]
    return _with_acts(entries)


def _concerns(entry: JournalEntry, voice: Voice) -> bool:
    return entry.subject == f"voice:{voice.pk}" or str(voice.pk) in entry.after.get("voices", ())


def history_of_problem(problem: Problem) -> list[Happening]:
    """Everything that happened to the problem, oldest first; also what brought it voices of other problems."""
    fed = Part.objects.filter(problem=problem).values("voice")
    others = Problem.every.filter(parts__voice__in=fed).exclude(pk=problem.pk).distinct()
    sources = {f"problem:{other.pk}": other for other in others[:MOST_SOURCES]}
    entries = journal.entries_about([f"problem:{problem.pk}", *sources])
    return _with_acts(
        [entry for entry in entries if entry.subject not in sources or entry.after.get("to") == problem.pk], sources
    )


def _with_acts(entries: Iterable[JournalEntry], sources: Mapping[str, Problem] | None = None) -> list[Happening]:
    rows = list(entries)
    wanted = [entry.after["act"] for entry in rows if "act" in entry.after and "kind" not in entry.after]
    acts = Act.objects.select_related("by").in_bulk([act_id for act_id in wanted if isinstance(act_id, int)])
    return [
        Happening(
            entry,
            acts.get(entry.after.get("act")) if "kind" not in entry.after else None,
            (sources or {}).get(entry.subject),
        )
        for entry in rows
    ]


def act_if_there(act_id: int) -> Act | None:
    """An act, for the line that offers to undo it."""
    return Act.objects.select_related("by").filter(pk=act_id).first()
