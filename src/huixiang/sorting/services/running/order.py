"""What the engine goes by: the organisation's taxonomies, places, units and people, as it takes them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from huixiang.digest.apart import Order
from huixiang.digest.taxonomies import Head, Kind
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Place
from huixiang.people.models import User
from huixiang.people.queries import open_units
from huixiang.sorting.models import Label, LabelGiven, LabelWording, LearntModel, Taxonomy
from huixiang.sorting.services.running.files import kept_folder
from huixiang.sorting.states import ModelState

MOST_WORKERS = 2  # of this machine: the site and other jobs need the rest


def order_now(*, at: datetime, guided: bool = True) -> Order:
    """What a run goes by now. ``guided`` lets the labels people gave guide taxonomies that have no model yet."""
    return Order(
        at=at.isoformat(),
        keep=str(kept_folder(current_organisation_id())),
        kinds=tuple(kinds_now(guided=guided)),
        places={str(pk): name for pk, name in Place.objects.order_by("id").values_list("pk", "name")},
        units={str(pk): name for pk, name in open_units().order_by("id").values_list("pk", "name")},
        roster=tuple(User.objects.order_by("id").values_list("name", flat=True)),
        workers=min(MOST_WORKERS, os.cpu_count() or 1),
    )


def kinds_now(*, guided: bool = True) -> list[Kind]:
    """The open taxonomies that suggest, each with its headings and the model it learnt, if any (4 queries)."""
    taxonomies = list(Taxonomy.objects.filter(suggests=True, closed_on=None).order_by("id"))
    labels: dict[int, list[Label]] = defaultdict(list)
    for label in Label.objects.filter(taxonomy__in=taxonomies, until=None).order_by("path", "id"):
        labels[label.taxonomy_id].append(label)
    keywords = _keywords()
    folders = _folders(taxonomies)
    return [
        _kind(one, labels[one.pk], keywords, folders.get(one.pk, ""), guided=guided)
        for one in taxonomies
        if labels[one.pk]
    ]


def _kind(
    taxonomy: Taxonomy, labels: list[Label], keywords: dict[int, list[str]], folder: str, *, guided: bool
) -> Kind:
    tops = tops_of(labels)
    heads: dict[int, list[Label]] = defaultdict(list)
    for label in labels:
        heads[tops[label.pk]].append(label)
    given = _given(taxonomy, tops) if guided and not folder else {}
    return Kind(str(taxonomy.pk), tuple(_head(pk, own, keywords) for pk, own in heads.items()), folder, given)


def tops_of(labels: Collection[Label]) -> dict[int, int]:
    """Of each label the one on the first level above it: headings to begin with are those of the first level."""
    parents = {label.pk: label.parent_id for label in labels}
    tops = {}
    for pk in parents:
        top = pk
        while parents.get(top) in parents:
            top = parents[top] or top
        tops[pk] = top
    return tops


def _head(top: int, labels: list[Label], keywords: dict[int, list[str]]) -> Head:
    own = next(label for label in labels if label.pk == top)
    below = [label for label in labels if label.pk != top]
    words = [*keywords.get(top, ()), *(word for label in below for word in keywords.get(label.pk, ()))]
    return Head(str(top), own.name, tuple(dict.fromkeys(words)), tuple(dict.fromkeys(label.name for label in below)))


def _keywords() -> dict[int, list[str]]:
    """The words of each label's latest wording."""
    latest = LabelWording.objects.filter(label__until=None).order_by("label_id", "-id").distinct("label_id")
    return {label_id: [str(word) for word in words] for label_id, words in latest.values_list("label_id", "keywords")}


def _given(taxonomy: Taxonomy, tops: dict[int, int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for voice_id, label_id in given_labels(taxonomy):
        if label_id in tops:
            found[str(voice_id)].append(str(tops[label_id]))
    return dict(found)


def given_labels(taxonomy: Taxonomy) -> Iterable[tuple[UUID, int]]:
    """Which voices bear which labels now, because a person said so."""
    rows = LabelGiven.objects.filter(taxonomy=taxonomy, ended_at=None).exclude(by=None)
    return rows.order_by("id").values_list("voice_id", "label_id")


def _folders(taxonomies: Collection[Taxonomy]) -> dict[int, str]:
    rows = LearntModel.objects.filter(taxonomy__in=taxonomies, state=ModelState.CURRENT)
    return dict(rows.values_list("taxonomy_id", "folder"))
