"""Taxonomies: begun, those that come with the software too, changed and closed. labels.py has their labels."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.digest.classes import schemes
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.people.queries import local_day
from huixiang.sorting import policies
from huixiang.sorting.models import Taxonomy
from huixiang.sorting.services.labels import LONGEST_CODE, CodeInUse, keep_labels, lock_taxonomy, name_of, new_label
from huixiang.sorting.services.problems import NotFilledIn
from huixiang.sorting.states import TaxonomyKind

SHIPPED = {schemes.FOUR_WINDS: TaxonomyKind.WINDS, schemes.PUBLIC_AFFAIRS: TaxonomyKind.TOPIC}
"""The taxonomies that come with the software, and what each sorts by."""


@transaction.atomic
def start_shipped(*, name: str, by: Actor, at: datetime) -> Taxonomy:
    """Begin one of the taxonomies that come with the software, with its definitions and words, to be changed at will.

    :raises NotFound: none of that name comes with it.
    :raises NotAllowed: not of the office; nothing was written.
    :raises CodeInUse: it was begun before; nothing was written.
    """
    if name not in SHIPPED:
        raise NotFound
    scheme = schemes.shipped(name)
    winds = SHIPPED[name] == TaxonomyKind.WINDS
    taxonomy = _begin(name, scheme.name, SHIPPED[name], several=winds, by=by)
    labels = [new_label(taxonomy, None, str(code), one.name, at) for code, one in enumerate(scheme.headings, start=1)]
    keep_labels(labels, by=by, at=at, said={one.name: (one.definition, one.words) for one in scheme.headings})
    after = {"code": name, "name": scheme.name, "labels": len(labels)}
    journal.record("sorting.taxonomy.begun", about=f"taxonomy:{taxonomy.pk}", by=by, at=at, after=after)
    return taxonomy


@transaction.atomic
def begin_taxonomy(*, name: str, code: str, kind: TaxonomyKind, several: bool, by: Actor, at: datetime) -> Taxonomy:
    """Begin an empty taxonomy of the organisation's own.

    :raises NotAllowed: not of the office; nothing was written.
    :raises NotFilledIn: name or code is missing or too long; nothing was written.
    :raises CodeInUse: another has this code; nothing was written.
    """
    taxonomy = _begin(code, name, kind, several=several, by=by)
    after = {"code": taxonomy.code, "name": taxonomy.name}
    journal.record("sorting.taxonomy.begun", about=f"taxonomy:{taxonomy.pk}", by=by, at=at, after=after)
    return taxonomy


@transaction.atomic
def change_taxonomy(  # noqa: PLR0913 - a taxonomy has this many facts
    *, taxonomy_id: int, name: str, several: bool, suggests: bool, closed: bool, by: Actor, at: datetime
) -> Taxonomy:
    """Change how a taxonomy is called and used; its code, kind, labels and what stands under them stay.

    ``suggests`` lets the engine propose its labels; a closed one is no longer offered anywhere, and can be reopened.

    :raises NotFound: there is no such taxonomy.
    :raises NotAllowed, NotFilledIn: nothing was written.
    """
    taxonomy = lock_taxonomy(taxonomy_id, by)
    before = {"name": taxonomy.name, "closed": taxonomy.closed_on is not None}
    taxonomy.name, taxonomy.several, taxonomy.suggests = name_of(name), several, suggests and not closed
    taxonomy.closed_on = (taxonomy.closed_on or local_day(at)) if closed else None
    taxonomy.save(update_fields=["name", "several", "suggests", "closed_on"])
    after = {"name": taxonomy.name, "closed": closed}
    about = f"taxonomy:{taxonomy.pk}"
    journal.record("sorting.taxonomy.changed", about=about, by=by, at=at, before=before, after=after)
    return taxonomy


def _begin(code: str, name: str, kind: TaxonomyKind, *, several: bool, by: Actor) -> Taxonomy:
    policies.may_edit_taxonomies(by).require()
    code, name = code.strip(), name_of(name)
    if not 0 < len(code) <= LONGEST_CODE:
        raise NotFilledIn(_("Give it a code of at most 40 characters."))
    if Taxonomy.objects.filter(code=code).exists():
        raise CodeInUse(_("There is already a taxonomy with the code %(code)s.") % {"code": code})
    return Taxonomy.objects.create(code=code, name=name, kind=kind.value, several=several)
