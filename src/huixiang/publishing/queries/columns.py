"""The columns of each paper as the organisation arranged them; never arranged, the usual ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huixiang.folio.papers.forms import LEDGER, PLAN, PLEDGES, PROBLEMS, PROJECTS, RULES, SUMMARY
from huixiang.folio.papers.paper import Column, arranged
from huixiang.publishing.models import PaperColumns
from huixiang.publishing.states import PaperKind

USUAL: Mapping[PaperKind, tuple[Column, ...]] = {
    PaperKind.SUMMARY: SUMMARY,
    PaperKind.PROBLEMS: PROBLEMS,
    PaperKind.LEDGER: LEDGER,
    PaperKind.PLAN: PLAN,
    PaperKind.RULES: RULES,
    PaperKind.PLEDGES: PLEDGES,
    PaperKind.PROJECTS: PROJECTS,
}
OWN = "own-"
VERSIONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column as arranged: its key, the name that is printed, whether it is printed at all."""

    key: str
    name: str
    shown: bool = True

    @property
    def own(self) -> bool:
        """Whether the organisation added it itself; no record fills it."""
        return self.key.startswith(OWN)


def usual_choices(kind: PaperKind) -> tuple[ColumnChoice, ...]:
    """The columns before anybody arranges them."""
    return tuple(ColumnChoice(column.key, column.name) for column in USUAL[kind])


def choices_of(kind: PaperKind, version: PaperColumns | None) -> tuple[ColumnChoice, ...]:
    """The columns of an arrangement; what it does not know yet follows hidden, what is no longer there is left out."""
    if version is None:
        return usual_choices(kind)
    known = {column.key for column in USUAL[kind]}
    kept = [ColumnChoice(str(each["key"]), str(each["name"]), bool(each["shown"])) for each in version.columns]
    kept = [choice for choice in kept if choice.own or choice.key in known]
    there = {choice.key for choice in kept}
    new = [ColumnChoice(choice.key, choice.name, False) for choice in usual_choices(kind) if choice.key not in there]
    return (*kept, *new)


def columns_now(kind: PaperKind) -> PaperColumns | None:
    """The arrangement that applies; None before the first."""
    return PaperColumns.objects.filter(kind=kind).order_by("-version").first()


def columns_of_version(kind: PaperKind, version: int) -> PaperColumns | None:
    """An earlier arrangement; None where there is none."""
    return PaperColumns.objects.filter(kind=kind, version=version).first()


def column_versions(kind: PaperKind) -> list[PaperColumns]:
    """The last arrangements with who made them, newest first."""
    return list(PaperColumns.objects.filter(kind=kind).select_related("by").order_by("-version")[:VERSIONS_SHOWN])


def printed_columns(kind: PaperKind, choices: Sequence[ColumnChoice]) -> tuple[Column, ...]:
    """The columns as a writer takes them: those shown, in order, under their names; own ones are texts."""
    own = tuple(Column(choice.key, choice.name) for choice in choices if choice.own)
    shown = [choice for choice in choices if choice.shown]
    return arranged(
        (*USUAL[kind], *own),
        keys=[choice.key for choice in shown],
        names={choice.key: choice.name for choice in shown},
    )
