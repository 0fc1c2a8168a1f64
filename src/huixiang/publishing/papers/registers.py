"""制度台账, 公开承诺清单, 实事项目台账: their rows, and their sums as figures that open what was counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from huixiang.folio.papers.forms import TITLES
from huixiang.folio.papers.paper import Figure, Words
from huixiang.kernel import clock
from huixiang.ledger import queries as ledger
from huixiang.ledger.models import PledgeCheck, PledgeItem, Project, ProjectNote, ProjectPart, Rule
from huixiang.ledger.money import write_yuan
from huixiang.ledger.states import ProjectState
from huixiang.publishing.papers.counted import Counted
from huixiang.publishing.papers.heads import head_lines
from huixiang.publishing.papers.pieces import Row
from huixiang.publishing.papers.words import in_words, kept_words, numbered, project_words, rule_kind_words, rule_words
from huixiang.publishing.queries.counting import rows_behind
from huixiang.publishing.queries.masks import covered
from huixiang.publishing.states import PaperKind, Question

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Register:
    """A plan or register ready to be set: ``name`` begins the name of its file."""

    title: str
    name: str
    rows: Sequence[Row]
    heads: Sequence[Words]
    notes: Sequence[Words]


def rules_paper(counted: Counted, cover_doubtful: bool) -> Register:
    """The rules that are planned, drafted, in force or abolished, by the day they are due (4 queries)."""
    wanted = rows_behind(Question.RULES, counted.terms, reader=counted.reader, today=counted.today)
    rules = list(ledger.rules().filter(pk__in=wanted.order_by().values("pk")))
    titles = covered([rule.title for rule in rules], doubtful=[cover_doubtful] * len(rules))
    rows = [_rule(place, rule, title) for place, (rule, title) in enumerate(zip(rules, titles, strict=True), start=1)]
    every, done = counted.figure(Question.RULES), counted.figure(Question.RULES_DONE)
    notes: Words = ["共", every, "项制度，其中已施行或已废止", done, "项。已放弃的不列入、不计数。"]
    return _register(PaperKind.RULES, counted, rows, [notes])


def pledges_paper(counted: Counted, cover_doubtful: bool) -> Register:
    """Each promised thing with the last check of it, pledge by pledge (4 queries)."""
    items = rows_behind(Question.PROMISES, counted.terms, reader=counted.reader, today=counted.today)
    listed = list(items.select_related("pledge__unit", "pledge__organisation").order_by("pledge_id", "pk"))
    checks = PledgeCheck.objects.filter(item__in=listed).select_related("by").order_by("at", "id")
    last = {check.item_id: check for check in checks}
    words = covered(
        [text for item in listed for text in (item.words, last[item.pk].words if item.pk in last else "")],
        doubtful=[cover_doubtful] * (2 * len(listed)),
    )
    rows = [
        _promise(place, item, last.get(item.pk), (words[2 * place - 2], words[2 * place - 1]))
        for place, item in enumerate(listed, start=1)
    ]
    notes: Words = ["共承诺", counted.figure(Question.PROMISES), "件事，最近一次检查为已兑现的",
                    counted.figure(Question.PROMISES_KEPT), "件。没有人检查过的不算兑现。"]  # fmt: skip
    return _register(PaperKind.PLEDGES, counted, rows, [notes])


def projects_paper(counted: Counted, cover_doubtful: bool) -> Register:
    """The project ledger with the last note of each, and what all and what the finished ones cost (6 queries)."""
    wanted = rows_behind(Question.PROJECTS, counted.terms, reader=counted.reader, today=counted.today)
    listed = list(wanted.select_related("unit", "place", "organisation").order_by("starts_on", "pk"))
    parts: dict[int, list[str]] = {}
    for part in ProjectPart.objects.filter(project__in=listed).order_by("id"):
        parts.setdefault(part.project_id, []).append(f"{part.words}{write_yuan(part.cost)}")
    last = {note.project_id: note for note in ProjectNote.objects.filter(project__in=listed).order_by("at", "id")}
    noted = [last[each.pk].words if each.pk in last else "" for each in listed]
    said = covered(noted, doubtful=[cover_doubtful] * len(noted))
    rows = [
        _project(place, each, numbered(parts.get(each.pk, ())), _noted(last.get(each.pk), words, each))
        for place, (each, words) in enumerate(zip(listed, said, strict=True), start=1)
    ]
    return _register(PaperKind.PROJECTS, counted, rows, [_costs(counted, listed)])


def _register(kind: PaperKind, counted: Counted, rows: Sequence[Row], notes: Sequence[Words]) -> Register:
    heads = head_lines(kind, counted.terms, day=counted.today)
    return Register(TITLES[kind.value], TITLES[kind.value], rows, heads, notes)


def _rule(place: int, rule: Rule, title: str) -> Row:
    return {
        "number": place,
        "title": title,
        "kind": rule_kind_words(rule.kind),
        "problems": "、".join(str(answer.problem.number) for answer in rule.answers.all()) or None,
        "unit": rule.unit.name,
        "due_on": rule.due_on,
        "document_number": rule.document_number or None,
        "effective_on": rule.effective_on,
        "review_on": rule.review_on,
        "state": rule_words(rule.state),
    }


def _promise(place: int, item: PledgeItem, check: PledgeCheck | None, said: tuple[str, str]) -> Row:
    pledge = item.pledge
    zone = pledge.organisation.zone
    words, seen = said
    return {
        "number": place,
        "unit": pledge.unit.name,
        "post": pledge.post or None,
        "title": pledge.title,
        "words": words,
        "due_on": item.due_on,
        "contact": pledge.contact or None,
        "public_on": _day(pledge.public_at, zone),
        "found": kept_words(check.found) if check else "还没有人检查",
        "checker": check.by.name if check else None,
        "checked_on": _day(check.at, zone) if check else None,
        "seen": seen or None,
    }


def _project(place: int, project: Project, parts: str, progress: str | None) -> Row:
    return {
        "number": place,
        "title": project.title,
        "quantity": project.quantity,
        "measure_unit": project.measure_unit,
        "cost": project.cost,
        "parts": parts or None,
        "place": project.place.name if project.place else None,
        "unit": project.unit.name,
        "starts_on": project.starts_on,
        "due_on": project.due_on,
        "finished_on": project.finished_on,
        "state": project_words(project.state),
        "progress": progress,
    }


def _costs(counted: Counted, listed: Sequence[Project]) -> Words:
    """The totals; a sum of money opens the same projects as the count before it."""
    every, finished = counted.figure(Question.PROJECTS), counted.figure(Question.PROJECTS_FINISHED)
    ended = [each for each in listed if each.state == ProjectState.FINISHED]
    return [
        "共", every, "个项目，资金合计", _sum(listed, every), "元；其中已完成", finished, "个，资金",
        _sum(ended, finished), "元。",
    ]  # fmt: skip


def _sum(listed: Sequence[Project], counted: Figure) -> Figure:
    return Figure(sum((each.cost for each in listed), Decimal("0.00")), counted.source)


def _noted(note: ProjectNote | None, words: str, project: Project) -> str | None:
    if note is None:
        return None
    return f"{words}（{in_words(clock.day_of(note.at, zone=project.organisation.zone))}）"


def _day(at: dt.datetime | None, zone: str) -> dt.date | None:
    return clock.day_of(at, zone=zone) if at else None
