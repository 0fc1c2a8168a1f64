"""A person puts voices under a label or takes it off again; what was given is ended, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.sorting import policies
from huixiang.sorting.models import Act, Label, LabelGiven
from huixiang.sorting.services.items import AlreadyThere, Items, Versions, lock_items, record_act, touch
from huixiang.sorting.states import ActKind


class LabelClosed(Refusal):
    """The label or its taxonomy is no longer used; nothing was written."""


@transaction.atomic
def give_label(
    *, voice_ids: Collection[UUID], label_id: int, by: Actor, at: datetime, versions: Versions | None = None
) -> Act:
    """Put voices under a label; in a taxonomy of one label a voice, it takes the place of the one they had.

    :raises NotFound: there is no such label or voice here.
    :raises NotAllowed: the policy says no; nothing was written.
    :raises LabelClosed: the label is no longer used; nothing was written.
    :raises AlreadyThere: all of them bear it already; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    """
    policies.may_sort(by).require()
    label = open_label(label_id)
    items = lock_items(voice_ids, at=at, versions=versions)
    for voice_id in bearing(label, items):
        items.pop(voice_id)
    if not items:
        raise AlreadyThere(_("These voices bear the label “%(name)s” already.") % {"name": label.name})
    started, ended = start_labels(label, items, by=by, at=at)
    act = record_act(
        ActKind.LABEL, items=items, by=by, at=at,
        facts={"label": label.pk, "labels_started": started, "labels_ended": ended},
    )  # fmt: skip
    return _done("sorting.label.given", act, items, label, by=by, at=at)


@transaction.atomic
def end_label(
    *, voice_ids: Collection[UUID], label_id: int, by: Actor, at: datetime, versions: Versions | None = None
) -> Act:
    """Take a label off voices.

    :raises NotFound: there is no such label or voice here.
    :raises NotAllowed: the policy says no; nothing was written.
    :raises AlreadyThere: none of them bears it; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    """
    policies.may_sort(by).require()
    label = Label.objects.filter(pk=label_id).first()
    if label is None:
        raise NotFound
    items = lock_items(voice_ids, at=at, versions=versions)
    given = LabelGiven.objects.filter(label=label, voice__in=items, ended_at=None)
    ended = dict(given.values_list("pk", "voice_id"))
    if not ended:
        raise AlreadyThere(_("None of these voices bears the label “%(name)s”.") % {"name": label.name})
    given.update(ended_at=at, ended_by=by.user_id)
    items = {voice_id: item for voice_id, item in items.items() if voice_id in set(ended.values())}
    facts = {"label": label.pk, "labels_ended": list(ended)}
    act = record_act(ActKind.UNLABEL, items=items, by=by, at=at, facts=facts)
    return _done("sorting.label.ended", act, items, label, by=by, at=at)


def open_label(label_id: int) -> Label:
    """A label that voices may be put under.

    :raises NotFound: there is none here.
    :raises LabelClosed: it, or its taxonomy, is no longer used.
    """
    label = Label.objects.select_related("taxonomy").filter(pk=label_id).first()
    if label is None:
        raise NotFound
    if label.until is not None or label.taxonomy.closed_on is not None:
        raise LabelClosed(_("The label “%(name)s” is no longer used. Choose another one.") % {"name": label.name})
    return label


def bearing(label: Label, voice_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the voices that bear the label now."""
    rows = LabelGiven.objects.filter(label=label, voice__in=list(voice_ids), ended_at=None)
    return set(rows.values_list("voice_id", flat=True))


def start_labels(label: Label, voice_ids: Iterable[UUID], *, by: Actor, at: datetime) -> tuple[list[int], list[int]]:
    """Begin the label on voices that do not bear it; gives the rows begun, and those ended in their place."""
    ids = list(voice_ids)
    ended: list[int] = []
    if not label.taxonomy.several:
        others = LabelGiven.objects.filter(taxonomy_id=label.taxonomy_id, voice__in=ids, ended_at=None)
        ended = list(others.values_list("pk", flat=True))
        LabelGiven.objects.filter(pk__in=ended).update(ended_at=at, ended_by=by.user_id)
    rows = [
        LabelGiven(voice_id=voice_id, label=label, taxonomy_id=label.taxonomy_id, at=at, by_id=by.user_id)
        for voice_id in ids
    ]
    return [row.pk for row in LabelGiven.objects.bulk_create(rows, batch_size=1000)], ended


def _done(action: str, act: Act, items: Items, label: Label, *, by: Actor, at: datetime) -> Act:
    touch(items, {pk: item.state for pk, item in items.items()}, acts=dict.fromkeys(items, act.pk), by=by, at=at)
    about = [f"voice:{voice_id}" for voice_id in items]
    journal.record_each(action, about=about, by=by, at=at, after={"act": act.pk, "label": label.pk})
    return act
