"""Labels: added, worded anew, closed, opened again. A label keeps its code and how it once read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.people.queries import local_day
from huixiang.sorting import policies
from huixiang.sorting.models import Label, LabelWording, Taxonomy
from huixiang.sorting.services.problems import NotFilledIn

LONGEST_NAME = 80
LONGEST_CODE = 40
LONGEST_PATH = 200


class CodeInUse(Refusal):
    """The code is in use already; nothing was written."""


class LabelClosed(Refusal):
    """The label is closed, so nothing can hang below it or follow it; nothing was written."""


@transaction.atomic
def add_label(  # noqa: PLR0913 - a label has this many facts
    *,
    taxonomy_id: int,
    name: str,
    by: Actor,
    at: datetime,
    parent_id: int | None = None,
    code: str = "",
    definition: str = "",
    keywords: Sequence[str] = (),
) -> Label:
    """Add a label at the top or below another; without a code it gets the next number there.

    :raises NotFound: no such taxonomy, or the label above is of another; nothing was written.
    :raises NotAllowed, NotFilledIn, CodeInUse: nothing was written.
    :raises LabelClosed: the label above is closed; nothing was written.
    """  # fmt: skip
    taxonomy = lock_taxonomy(taxonomy_id, by)
    parent = _of(taxonomy, parent_id) if parent_id else None
    if parent is not None and parent.until is not None:
        raise LabelClosed(_("“%(name)s” is closed. Choose an open one.") % {"name": parent.name})
    code = code.strip() or next_code(taxonomy, parent)
    if len(code) > LONGEST_CODE or Label.objects.filter(taxonomy=taxonomy, code=code).exists():
        raise CodeInUse(_("The code %(code)s is in use in this taxonomy, or too long.") % {"code": code[:LONGEST_CODE]})
    label = new_label(taxonomy, parent, code, name_of(name), at)
    keep_labels([label], by=by, at=at, said={label.name: (definition.strip(), keywords)})
    after = {"code": code, "name": label.name}
    journal.record("sorting.label.added", about=f"label:{label.pk}", by=by, at=at, after=after)
    return label


@transaction.atomic
def reword_label(
    *, label_id: int, name: str, by: Actor, at: datetime, definition: str = "", keywords: Sequence[str] = ()
) -> Label:
    """Word a label anew from now on. Its code and its voices stay, and so does every earlier wording.

    :raises NotFound: there is no such label.
    :raises NotAllowed, NotFilledIn: nothing was written.
    """
    label = _lock_label(label_id, by)
    before, label.name = label.name, name_of(name)
    label.save(update_fields=["name"])
    _word([label], by=by, at=at, said={label.name: (definition.strip(), keywords)})
    journal.record(
        "sorting.label.reworded",
        about=f"label:{label.pk}",
        by=by,
        at=at,
        before={"name": before},
        after={"name": label.name},
    )
    return label


@transaction.atomic
def close_label(*, label_id: int, by: Actor, at: datetime, replaced_by_id: int | None = None) -> Label:
    """Close a label with all below it: no voice is put under it any more, those that were stay there.

    :raises NotFound: no such label, or what replaces it is of another taxonomy; nothing was written.
    :raises NotAllowed: not of the office; nothing was written.
    :raises LabelClosed: it is closed already, or what replaces it is closed or lies in it; nothing was written.
    """
    label = _lock_label(label_id, by)
    if label.until is not None:
        raise LabelClosed(_("“%(name)s” is closed already.") % {"name": label.name})
    other = _of(label.taxonomy, replaced_by_id) if replaced_by_id else None
    if other is not None and (other.until is not None or other.path.startswith(label.path)):
        raise LabelClosed(_("“%(name)s” cannot replace it: it is closed, or lies below it.") % {"name": other.name})
    rows = Label.objects.filter(path__startswith=label.path, until=None)
    count = rows.update(until=local_day(at), replaced_by=other)
    label.refresh_from_db()
    after = {"labels": count, "replaced_by": other.name if other else ""}
    journal.record("sorting.label.closed", about=f"label:{label.pk}", by=by, at=at, after=after)
    return label


@transaction.atomic
def reopen_label(*, label_id: int, by: Actor, at: datetime) -> Label:
    """Open a closed label again, without those below it.

    :raises NotFound: no such label; nothing was written.
    :raises NotAllowed: not of the office; nothing was written.
    :raises LabelClosed: the label above it is closed; nothing was written.
    """
    label = _lock_label(label_id, by)
    if label.parent is not None and label.parent.until is not None:
        raise LabelClosed(_("“%(name)s” above it is closed. Open that one first.") % {"name": label.parent.name})
    label.until, label.replaced_by = None, None
    label.save(update_fields=["until", "replaced_by"])
    journal.record("sorting.label.reopened", about=f"label:{label.pk}", by=by, at=at, after={"name": label.name})
    return label


def lock_taxonomy(taxonomy_id: int, by: Actor) -> Taxonomy:
    """Lock a taxonomy for somebody who may change it: one at a time, so that codes follow each other.

    :raises NotAllowed: not of the office.
    :raises NotFound: there is none here.
    """
    policies.may_edit_taxonomies(by).require()
    taxonomy = Taxonomy.objects.select_for_update(of=("self",)).filter(pk=taxonomy_id).first()
    if taxonomy is None:
        raise NotFound
    return taxonomy


def next_code(taxonomy: Taxonomy, parent: Label | None, *, taken: Collection[str] = ()) -> str:
    """The next free number below a label, such as 3.12; numbers of closed labels are not given again."""
    known = {*Label.objects.filter(taxonomy=taxonomy, parent=parent).values_list("code", flat=True), *taken}
    number = len(known) + 1
    while f"{parent.code}.{number}" in known if parent else str(number) in known:
        number += 1
    return f"{parent.code}.{number}" if parent else str(number)


def keep_labels(
    labels: Sequence[Label], *, by: Actor, at: datetime, said: dict[str, tuple[str, Sequence[str]]] | None = None
) -> None:
    """Write new labels of one level with their paths and first wordings: three statements, however many."""
    Label.objects.bulk_create(labels)
    for label in labels:
        label.path = f"{label.parent.path if label.parent else '/'}{label.pk}/"
        if len(label.path) > LONGEST_PATH:
            raise NotFilledIn(_("The tree would become too deep."))
    Label.objects.bulk_update(labels, ["path"])
    _word(labels, by=by, at=at, said=said or {})


def _word(labels: Sequence[Label], *, by: Actor, at: datetime, said: dict[str, tuple[str, Sequence[str]]]) -> None:
    rows = []
    for label in labels:
        definition, keywords = said.get(label.name, ("", ()))
        words = [word for word in dict.fromkeys(keywords) if word]
        rows.append(
            LabelWording(label=label, name=label.name, definition=definition, keywords=words, at=at, by_id=by.user_id)
        )
    LabelWording.objects.bulk_create(rows)


def new_label(taxonomy: Taxonomy, parent: Label | None, code: str, name: str, at: datetime) -> Label:
    """A label that is not written yet."""
    return Label(taxonomy=taxonomy, parent=parent, code=code, name=name, since=local_day(at))


def _lock_label(label_id: int, by: Actor) -> Label:
    policies.may_edit_taxonomies(by).require()
    label = Label.objects.select_for_update(of=("self",)).filter(pk=label_id).first()
    if label is None:
        raise NotFound
    return label


def _of(taxonomy: Taxonomy, label_id: int) -> Label:
    label = Label.objects.filter(taxonomy=taxonomy, pk=label_id).first()
    if label is None:
        raise NotFound
    return label


def name_of(name: str) -> str:
    """The name as it is kept, on one line.

    :raises NotFilledIn: there is none, or it is longer than 80 characters.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise NotFilledIn(_("Give it a name of at most 80 characters."))
    return name
