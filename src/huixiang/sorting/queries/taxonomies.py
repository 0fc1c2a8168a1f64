"""Taxonomies as people read them: their labels as a tree, how many voices stand under each, how each once read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.sorting.models import Label, LabelGiven, LabelWording, Taxonomy


def taxonomies() -> QuerySet[Taxonomy]:
    """Every taxonomy with ``open_labels``, how many labels of it are open; by name."""
    return Taxonomy.objects.annotate(open_labels=Count("labels", filter=Q(labels__until=None))).order_by("name", "id")


def taxonomy_of(taxonomy_id: int) -> Taxonomy:
    """A taxonomy.

    :raises NotFound: there is none here.
    """
    found = Taxonomy.objects.filter(pk=taxonomy_id).first()
    if found is None:
        raise NotFound
    return found


def labels_of(taxonomy: Taxonomy) -> list[Label]:
    """All its labels, also the closed ones, by code as people count: 2 before 10."""
    rows = Label.objects.filter(taxonomy=taxonomy).select_related("replaced_by")
    return sorted(rows, key=lambda label: code_order(label.code))


def code_order(code: str) -> list[tuple[int, int, str]]:
    """A key that sorts codes by their numbers: 1, 1.2, 1.10, 2."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in code.split(".")]


def topmost_labels() -> QuerySet[Label]:
    """The open labels at the top of every taxonomy that is in use, with it, for choosing: by taxonomy and place."""
    rows = Label.objects.filter(parent=None, until=None, taxonomy__closed_on=None)
    return rows.select_related("taxonomy").order_by("taxonomy__name", "taxonomy", "id")


def voices_under(label_id: int) -> QuerySet[LabelGiven, UUID]:
    """The ids of the voices that stand under a label now, or under one below it, to be asked within another query."""
    labels = Label.objects.filter(path__contains=f"/{label_id}/").values_list("pk", flat=True)
    given = LabelGiven.objects.filter(label__in=list(labels), ended_at=None).order_by()
    return given.values_list("voice", flat=True)


def label_named(label_id: int | None) -> Label | None:
    """A label, or None where there is none with this id."""
    return None if label_id is None else Label.objects.filter(pk=label_id).first()


def label_of(label_id: int) -> Label:
    """A label with its taxonomy and parent.

    :raises NotFound: there is none here.
    """
    found = Label.objects.select_related("taxonomy", "parent", "replaced_by").filter(pk=label_id).first()
    if found is None:
        raise NotFound
    return found


def wordings_of(label: Label) -> QuerySet[LabelWording]:
    """How the label read, the latest first."""
    return LabelWording.objects.filter(label=label).select_related("by").order_by("-id")


def voices_by_label(taxonomy: Taxonomy) -> Mapping[int, int]:
    """How many voices stand under each label now, itself and all below; a missing one has none. Two queries."""
    given = LabelGiven.objects.filter(taxonomy=taxonomy, ended_at=None)
    counts = dict(given.order_by().values_list("label").annotate(Count("pk")))
    total: Counter[int] = Counter()
    for label_id, path in Label.objects.filter(taxonomy=taxonomy).values_list("pk", "path"):
        for step in path.split("/"):
            if step:
                total[int(step)] += counts.get(label_id, 0)
    return total
