"""Public pledges: written with items that can be checked, shown to everybody, checked by somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.uploads import SafeFile
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.ledger import files, policies
from huixiang.ledger.models import Pledge, PledgeCheck, PledgeItem
from huixiang.ledger.services.words import required
from huixiang.ledger.states import Kept
from huixiang.ledger.tallies import require_adds_up
from huixiang.people import queries as people
from huixiang.people.models import Unit


class PledgeImpossible(Refusal):
    """A pledge without a thing to check, or a day that has passed or not come; nothing was written."""


@transaction.atomic
def make_pledge(  # noqa: PLR0913 - a pledge has this many facts
    *,
    unit: Unit,
    title: str,
    items: Sequence[tuple[str, dt.date]],
    promised: int,
    by: Actor,
    at: dt.datetime,
    post: str = "",
    contact: str = "",
) -> Pledge:
    """Write down what a unit, or a post in it, promises: each thing with its day. Not public yet.

    ``promised`` is how many things the paper says it promises; it must be how many are listed.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no title or an item without words.
    :raises PledgeImpossible: no item, or a day before today. :raises TallyDiffers: more or fewer than promised.
    """
    policies.may_plan(by).require()
    if not items:
        raise PledgeImpossible(_("Promise at least one thing that can be checked."))
    require_adds_up([1 for _item in items], promised)
    if any(due_on < people.local_day(at) for _words, due_on in items):
        raise PledgeImpossible(_("A promise is for a day to come. Correct the day that has passed."))
    pledge = Pledge.objects.create(
        unit=unit, title=required(title), post=post.strip(), contact=contact.strip(), by_id=by.user_id or 0, at=at
    )
    PledgeItem.objects.bulk_create(PledgeItem(pledge=pledge, words=required(words), due_on=day) for words, day in items)
    facts = {"unit": unit.pk, "items": len(items)}
    journal.record("ledger.pledge.made", about=f"pledge:{pledge.pk}", by=by, at=at, after=facts)
    return pledge


@transaction.atomic
def publish_pledge(*, pledge_id: int, by: Actor, at: dt.datetime) -> Pledge:
    """Show the pledge and all its checks to everybody; it cannot be hidden again.

    :raises NotFound: no such pledge. :raises NotAllowed: the policy says no. :raises Overtaken: it is public already.
    """
    pledge = Pledge.objects.order_by().select_for_update().filter(pk=pledge_id).first()
    if pledge is None:
        raise NotFound(f"pledge {pledge_id}")
    policies.may_publish_promise(by).require()
    if pledge.public_at is not None:
        raise Overtaken(_("It is public already."))
    pledge.public_by_id, pledge.public_at = by.user_id, at
    pledge.save(update_fields=["public_by", "public_at"])
    journal.record("ledger.pledge.published", about=f"pledge:{pledge.pk}", by=by, at=at, after={"unit": pledge.unit_id})
    return pledge


@transaction.atomic
def check_pledge_item(  # noqa: PLR0913 - what was seen has this many sides
    *,
    item_id: int,
    found: Kept,
    words: str,
    by: Actor,
    at: dt.datetime,
    file: SafeFile | None = None,
    name: str = "",
) -> PledgeCheck:
    """Say what was found when looking at one promised thing. A later check stands beside it and counts.

    :raises NotFound: no such item. :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    :raises PledgeImpossible: "not kept" before its day has passed.
    """
    item = PledgeItem.objects.select_related("pledge__unit").order_by().filter(pk=item_id).first()
    if item is None:
        raise NotFound(f"pledge item {item_id}")
    policies.may_check_pledge(by, item.pledge).require()
    if found == Kept.NOT_KEPT and people.local_day(at) <= item.due_on:
        raise PledgeImpossible(_("Its day has not passed. Say that it is not kept yet."))
    check = PledgeCheck(item=item, found=found, words=required(words), by_id=by.user_id or 0, at=at)
    if file is not None:
        files.keep(check, file, name=name)
    check.save(force_insert=True)
    facts = {"item": item.pk, "found": str(found), "file": file is not None}
    journal.record("ledger.pledge.checked", about=f"pledge:{item.pledge_id}", by=by, at=at, after=facts)
    return check
