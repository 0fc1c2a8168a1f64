"""The lines of a plan for a paper: as a version was approved or as the ledger stands, and the ids they hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger import queries as ledger
from huixiang.ledger.models import Plan, PlanVersion
from huixiang.ledger.plan_lines import Line, changes, from_plain
from huixiang.publishing.queries.terms import Terms

PAPERS_LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan with the lines this reader may see. ``version`` is what the paper shows, None for the present state.

    ``approved`` is the last version; ``moved`` counts the changes of the ledger since then.
    """

    plan: Plan
    lines: list[Line]
    version: PlanVersion | None
    approved: PlanVersion | None
    moved: int


def plan_read(terms: Terms, *, reader: Actor) -> PlanRead:
    """The plan of these terms (8 queries).

    :raises NotFound: there is no such plan or version.
    """
    if terms.plan is None:
        raise NotFound("a plan")
    plan = ledger.plan_numbered(terms.plan)
    approved = plan.versions.order_by("-number").first()
    version = ledger.version_of(plan, terms.version) if terms.version is not None else None
    with translation.override(PAPERS_LANGUAGE):
        now = ledger.seen_lines(reader, ledger.lines_now(plan))
    before = ledger.seen_lines(reader, from_plain(approved.lines)) if approved else []
    lines = ledger.seen_lines(reader, from_plain(version.lines)) if version else now
    return PlanRead(plan, lines, version, approved, len(changes(before, now)) if approved else 0)


def ids_in_plan(what: str, terms: Terms) -> list[int]:
    """The ids of the problems (``what`` is ``problem``) or rules of a plan or version; none where there is none."""
    if terms.plan is None:
        return []
    if terms.version is not None:
        kept = PlanVersion.objects.filter(plan_id=terms.plan, number=terms.version).first()
        return [line.id for line in from_plain(kept.lines) if line.what == what] if kept else []
    plan = Plan.objects.filter(pk=terms.plan).first()
    ids = plan.items.filter(left_at=None).order_by().values_list(f"{what}_id", flat=True) if plan else ()
    return [pk for pk in ids if pk is not None]
