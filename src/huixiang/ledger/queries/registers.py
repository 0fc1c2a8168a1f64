"""Reads the registers: rules with what they answer, licences, pledges with what was found, projects with totals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import (
    LicenceItem,
    Pledge,
    PledgeCheck,
    PledgeItem,
    Project,
    ProjectNote,
    Rule,
    RuleAnswer,
    ShownNote,
)
from huixiang.ledger.states import ProjectState, RuleKind, RuleState
from huixiang.listening.models import Place
from huixiang.people.models import Unit


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which projects to list; an empty field does not narrow."""

    state: str = ""
    unit: Unit | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ProjectTotals:
    """What the listed projects come to. ``by_state`` has every state, and adds up to ``count``."""

    count: int
    cost: Decimal
    by_state: dict[ProjectState, tuple[int, Decimal]]


def rules() -> QuerySet[Rule]:
    """All rules with the problems they answer, by the day they are due (2 queries)."""
    answers = Prefetch("answers", RuleAnswer.objects.select_related("problem").order_by("problem__number"))
    return Rule.objects.select_related("unit").prefetch_related(answers)


def rules_to_review(today: dt.date) -> QuerySet[Rule]:
    """Rules in force whose day of review has passed or is today."""
    return rules().filter(state=RuleState.DONE, review_on__lte=today).exclude(kind=RuleKind.ABOLISHED)


def rule_of(rule_id: int) -> Rule:
    """:raises NotFound: there is no such rule."""
    rule = rules().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(f"rule {rule_id}")
    return rule


def licences() -> QuerySet[LicenceItem]:
    """All licences cleaned up, the latest first."""
    return LicenceItem.objects.all()


def pledges(*, public: bool = False) -> QuerySet[Pledge]:
    """Pledges with their items and checks, the newest first (3 queries); ``public`` leaves out the others."""
    checks = Prefetch("checks", PledgeCheck.objects.select_related("by").order_by("at", "id"))
    items = Prefetch("items", PledgeItem.objects.prefetch_related(checks).order_by("id"))
    found = Pledge.objects.select_related("unit").prefetch_related(items)
    return found.exclude(public_at=None) if public else found


def pledge_of(pledge_id: int) -> Pledge:
    """:raises NotFound: there is no such pledge."""
    pledge = pledges().filter(pk=pledge_id).first()
    if pledge is None:
        raise NotFound(f"pledge {pledge_id}")
    return pledge


def pledge_item_of(item_id: int) -> PledgeItem:
    """:raises NotFound: there is no such item."""
    item = PledgeItem.objects.select_related("pledge__unit").filter(pk=item_id).first()
    if item is None:
        raise NotFound(f"pledge item {item_id}")
    return item


def projects(chosen: ProjectFilter, *, public: bool = False) -> QuerySet[Project]:
    """The projects that match all of the filter, the newest first; ``public`` leaves out the others."""
    found = Project.objects.select_related("unit", "place")
    found = found.exclude(public_at=None) if public else found
    if chosen.state:
        found = found.filter(state=chosen.state)
    if chosen.unit:
        found = found.filter(unit__path__startswith=chosen.unit.path)
    if chosen.place:
        found = found.filter(place__path__startswith=chosen.place.path)
    return found


def totals_of(found: QuerySet[Project]) -> ProjectTotals:
    """What these projects come to: the total is the sum of its states, counted in one query."""
    rows = found.order_by().values_list("state").annotate(Count("pk"), Sum("cost"))
    by_state = {state: (0, Decimal(0)) for state in ProjectState}
    by_state |= {ProjectState(state): (count, cost) for state, count, cost in rows}
    return ProjectTotals(
        sum(count for count, _cost in by_state.values()),
        sum((cost for _count, cost in by_state.values()), Decimal(0)),
        by_state,
    )


def project_of(project_id: int) -> Project:
    """:raises NotFound: there is no such project."""
    project = Project.objects.select_related("unit", "place").filter(pk=project_id).first()
    if project is None:
        raise NotFound(f"project {project_id}")
    return project


def public_project(project_id: int) -> Project:
    """:raises NotFound: there is no such project, or it is not public."""
    project = project_of(project_id)
    if project.public_at is None:
        raise NotFound(f"project {project_id}")
    return project


def notes_of(project: Project, *, public: bool = False) -> QuerySet[ProjectNote]:
    """The notes of a project, oldest first, each with ``shown``: whether everybody sees it; ``public``: only those."""
    shown = ShownNote.objects.filter(note=OuterRef("pk"), ended_at=None)
    notes = project.notes.select_related("by").annotate(shown=Exists(shown)).order_by("at", "id")
    return notes.filter(shown=True) if public else notes


def shown_file(project_id: int, note_id: UUID) -> ProjectNote:
    """A note with a file that everybody may see.

    :raises NotFound: there is none, it has no file, or it is not shown or not any more.
    """
    note = notes_of(public_project(project_id), public=True).filter(pk=note_id).exclude(clean_path="").first()
    if note is None:
        raise NotFound(f"note {note_id}")
    return note


def kept_file(file_id: UUID) -> PledgeCheck | ProjectNote:
    """The note or check with this file.

    :raises NotFound: there is none.
    """
    has = Q(pk=file_id) & ~Q(clean_path="")
    found = PledgeCheck.objects.filter(has).first() or ProjectNote.objects.filter(has).first()
    if found is None:
        raise NotFound(f"file {file_id}")
    return found
