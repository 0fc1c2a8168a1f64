"""A whole tree of labels at once: out of a spreadsheet, or as the units stand. What is there already stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.people.queries import local_day, open_units
from huixiang.sorting.models import Label, Taxonomy
from huixiang.sorting.services.labels import keep_labels, lock_taxonomy

Path = tuple[str, ...]
"""The names down to a node."""


@dataclass(frozen=True, slots=True)
class TreeTaken:
    """How many nodes were added, and how many were there before."""

    added: int
    known: int


@transaction.atomic
def import_labels(*, taxonomy_id: int, paths: Sequence[Path], by: Actor, at: datetime) -> TreeTaken:
    """Add the labels of these paths where there is none of that name; each gets the next number at its place.

    A node above that is not named by a path of its own is added too. Four statements for each level.

    :raises NotFound: there is no such taxonomy.
    :raises NotAllowed, NotFilledIn: nothing was written.
    """
    taxonomy = lock_taxonomy(taxonomy_id, by)
    wanted = dict.fromkeys(path[: depth + 1] for path in paths for depth in range(len(path)))
    known = _known(taxonomy)
    there = len(known.keys() & wanted.keys())
    for depth in range(1, max(map(len, wanted), default=0) + 1):
        new = [path for path in wanted if len(path) == depth and path not in known]
        labels = _numbered(taxonomy, new, known, at)
        keep_labels(labels, by=by, at=at)
        known |= dict(zip(new, labels, strict=True))
    taken = TreeTaken(len(wanted) - there, there)
    after = {"labels": taken.added, "known": taken.known}
    journal.record("sorting.taxonomy.imported", about=f"taxonomy:{taxonomy.pk}", by=by, at=at, after=after)
    return taken


def unit_paths() -> list[Path]:
    """The open units below the top one as paths, for a taxonomy of addressees."""
    units = {unit.pk: unit for unit in open_units()}
    found = []
    for unit in units.values():
        steps = [int(step) for step in unit.path.split("/") if step]
        path = tuple(units[step].name for step in steps[1:] if step in units)
        found += [path] if path else []
    return found


def _known(taxonomy: Taxonomy) -> dict[Path, Label]:
    """Every open label by its path of names."""
    rows = {label.pk: label for label in Label.objects.filter(taxonomy=taxonomy, until=None).select_related("parent")}
    found: dict[Path, Label] = {}
    for label in rows.values():
        steps = [int(step) for step in label.path.split("/") if step]
        found[tuple(rows[step].name for step in steps if step in rows)] = label
    return found


def _numbered(taxonomy: Taxonomy, paths: Iterable[Path], known: dict[Path, Label], at: datetime) -> list[Label]:
    """New labels of one level, each with the next number below its parent."""
    taken: dict[int | None, int] = defaultdict(int)
    for parent_id in Label.objects.filter(taxonomy=taxonomy).order_by().values_list("parent", flat=True):
        taken[parent_id] += 1
    codes = set(Label.objects.filter(taxonomy=taxonomy).values_list("code", flat=True))
    labels = []
    for path in paths:
        parent = known.get(path[:-1])
        code, key = "", parent.pk if parent else None
        while not code or code in codes:
            taken[key] += 1
            code = f"{parent.code}.{taken[key]}" if parent else str(taken[key])
        codes.add(code)
        labels.append(Label(taxonomy=taxonomy, parent=parent, code=code, name=path[-1], since=local_day(at)))
    return labels
