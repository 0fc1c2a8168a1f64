"""What the supervisor's desk and a leader's overview show: figures with the way to their rows, and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from huixiang.kernel.actor import Actor
from huixiang.ledger import queries
from huixiang.ledger.labels import SUPERVISION_WORDS
from huixiang.ledger.models import Exclusion, Suspension
from huixiang.ledger.pages.sides import claim_table, suspension_table
from huixiang.web.parts import Number, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

ROWS: Mapping[str, Words] = {
    "overdue": gettext_lazy("Overdue"),
    "quiet": gettext_lazy("Nothing done for 30 days"),
    "suspended": gettext_lazy("Suspended"),
    "excluded": gettext_lazy("Not counted, granted this month"),
}
OVERVIEW_WORDS: Mapping[str, Words] = {
    "open": gettext_lazy("Not solved yet"),
    "due": gettext_lazy("Due within three working days"),
    "overdue": gettext_lazy("Overdue"),
    "reopened": gettext_lazy("Opened again"),
    "to_sign": gettext_lazy("Waiting for your signature"),
}


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """The figures of the supervisor's desk; the excluded ones are a share of what was handed over this month."""

    overdue: int
    quiet: int
    near: int
    excluded: int
    handed_over: int


def desk_numbers(figures: DeskFigures) -> Sequence[Number]:
    """The figures, each with its rows."""
    return (
        Number(ROWS["overdue"], str(figures.overdue), rows_url=_rows_url("overdue")),
        Number(ROWS["quiet"], str(figures.quiet), rows_url=_rows_url("quiet")),
        Number(_("Suspended, to be reviewed within 14 days"), str(figures.near), rows_url=_rows_url("suspended")),
        Number(
            ROWS["excluded"],
            str(figures.excluded),
            of=_("%(n)s handed over this month (%(share)s)")
            % {"n": figures.handed_over, "share": share_words(figures)},
            rows_url=_rows_url("excluded"),
        ),
    )


def share_words(figures: DeskFigures) -> str:
    """The share of the excluded ones, with one decimal; a dash where nothing was handed over."""
    return f"{100 * figures.excluded / figures.handed_over:.1f} %" if figures.handed_over else "—"


def state_numbers(counts: Mapping[str, int]) -> Sequence[Number]:
    """How many supervision orders stand in each state, with their rows."""
    url = reverse("supervision:orders")
    return [
        Number(words, str(counts.get(state, 0)), rows_url=f"{url}?state={state}")
        for state, words in SUPERVISION_WORDS.items()
    ]


def near_table(suspensions: Iterable[Suspension], *, today: dt.date) -> Table:
    """Suspensions by the day of their review."""
    empty = _("No suspension is to be reviewed.")
    return suspension_table(suspensions, today=today, caption=_("The nearest review first"), empty=empty)


def excluded_table(exclusions: Iterable[Exclusion], *, today: dt.date) -> Table:
    """Exclusions granted, the latest first."""
    return claim_table(exclusions, today=today, caption=_("The latest first"), empty=_("None this month."))


def decision_tables(actor: Actor, *, today: dt.date) -> Sequence[tuple[Words, Table]]:
    """What waits for a decision or a review, by kind, the oldest first (at most 100 of each)."""
    caption, nothing = _("The oldest first"), _("Nothing waits here.")
    review, asked = queries.suspensions_to_review(today)[:100], queries.suspensions_to_decide()[:100]
    exclusions, appeals = queries.exclusions_to_decide()[:100], queries.appeals_to_decide(actor)[:100]
    return (
        (_("Suspensions to decide"), suspension_table(asked, today=today, caption=caption, empty=nothing)),
        (_("Suspensions to review"), suspension_table(review, today=today, caption=caption, empty=nothing)),
        (_("Exclusions to decide"), claim_table(exclusions, today=today, caption=caption, empty=nothing)),
        (_("Objections to decide"), claim_table(appeals, today=today, caption=caption, empty=nothing)),
    )


def overview_numbers(counts: Mapping[str, int]) -> Sequence[Number]:
    """A leader's figures, each with its rows."""
    return [
        Number(OVERVIEW_WORDS[kind], str(count), rows_url=reverse("supervision:overview_rows", args=[kind]))
        for kind, count in counts.items()
    ]


def _rows_url(kind: str) -> str:
    return reverse("supervision:rows", args=[kind])
