"""What an address asks of the problem list: which rows, in which order, which columns. Page and file read it alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from huixiang.kernel.actor import Actor
from huixiang.ledger.forms.ledger import LedgerFilterForm
from huixiang.ledger.models import LedgerColumns, LedgerView
from huixiang.ledger.pages import RowFacts
from huixiang.ledger.pages.ledger import columns_shown
from huixiang.ledger.queries.ledger import (
    USUAL_SORT,
    LedgerFilter,
    ledger_columns_of,
    ledger_rows,
    ledger_views,
    most_counted,
    sort_fields,
    with_columns,
)
from huixiang.ledger.queries.problems import ProblemFilter
from huixiang.listening.models import Place
from huixiang.sorting.models import Problem


@dataclass(frozen=True, slots=True)
class Asked:
    """The table somebody asked for. ``rows`` are all that match, not loaded and without what columns need.

    ``counted`` is up to how many of them the page counts.
    """

    form: LedgerFilterForm
    counted: int
    rows: QuerySet[Problem]
    order: tuple[str, str]
    columns: tuple[str, ...]
    views: Sequence[LedgerView]
    view: LedgerView | None
    own: LedgerColumns | None
    place: Place | None

    @property
    def loaded(self) -> QuerySet[Problem]:
        """The rows with what the columns need, in order."""
        return with_columns(self.rows, self.columns).order_by(*self.order)


def asked_for(asked: QueryDict, actor: Actor, facts: RowFacts) -> Asked:
    """Read an address; a wrong value does not narrow, an unknown view or order is left out. Two queries and options."""
    form = LedgerFilterForm(asked)
    form.is_valid()  # a wrong value is left out and shown at its field
    views = list(ledger_views(actor))
    view = next((each for each in views if str(each.pk) == asked.get("view")), None)
    own = ledger_columns_of(actor)
    chosen = _chosen(form, facts)
    columns = columns_shown(view.columns if view else own.columns if own else ())
    return Asked(
        form=form,
        counted=most_counted(chosen),
        rows=ledger_rows(actor, chosen),
        order=sort_fields(asked.get("sort") or USUAL_SORT),
        columns=columns,
        views=views,
        view=view,
        own=own,
        place=form.cleaned_data.get("place"),
    )


def _chosen(form: LedgerFilterForm, facts: RowFacts) -> LedgerFilter:
    given = form.cleaned_data
    common = ProblemFilter(
        state=given.get("state", ""),
        unit=given.get("unit"),
        place=given.get("place"),
        overdue_on=facts.today if given.get("overdue") else None,
        mine=given.get("mine", False),
        text=given.get("q", ""),
    )
    return LedgerFilter(
        common,
        kind=given.get("kind", ""),
        label=given.get("label"),
        leader=given.get("leader"),
        where=given.get("where", ""),
        due_from=given.get("due_from"),
        due_to=given.get("due_to"),
        suspended=given.get("suspended", False),
    )
