"""Decides when what a small office sealed becomes public, and whether an office is one. All others publish at once.

In an office of a few people the order of entries could tell who spoke on a day. So entries wait until several voices
hide each other, or a week has passed; and they come out with the first look of a new day, so that the last of them
does not show its hour. Who spoke has the own proof file at once: its checkpoint is an earlier head of the same log.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Organisation
from huixiang.proofs.entries import LeafType
from huixiang.transparency import queries
from huixiang.transparency.models import LogHead

ENOUGH: Final = 5
LONGEST: Final = dt.timedelta(days=7)


class NoLogYet(Refusal):
    """Nothing was sealed in this organisation yet; nothing was written."""


@transaction.atomic
def hold_back(*, on: bool, by: Actor, at: dt.datetime) -> LogHead:
    """Say whether new entries wait for each other before they are public; what is public stays so.

    Twice changes nothing. For offices of fewer than fifty people. An organisation whose top unit is declared a small
    office waits anyway.

    :raises NoLogYet: there is no log.
    """
    head = _held_head()
    if head.held_back != on:
        head.held_back = on
        head.save(update_fields=["held_back"])
        action = "transparency.log.held_back" if on else "transparency.log.published_at_once"
        journal.record(action, about=f"organisation:{by.organisation_id}", by=by, at=at)
    return head


# No journal entry: it follows from the log and the day alone, and the published checkpoint says it all.
@transaction.atomic
def publish_due(*, at: dt.datetime) -> int:
    """Make public what has waited long enough or in company; gives how much of the log is public now (0: no log).

    Where entries wait, they come out at most once a day.
    """
    if queries.head() is None:
        return 0
    head, organisation = _held_head(), Organisation.objects.get(pk=current_organisation_id())
    today = clock.day_of(at, zone=organisation.zone)
    if head.published < head.size and (not queries.is_held_back(head) or _is_due(head, today)):
        head.published, head.published_on = head.size, today
        head.save(update_fields=["published", "published_on"])
    return head.published


def _held_head() -> LogHead:
    head = LogHead.objects.select_for_update().first()
    if head is None:
        raise NoLogYet(_("Nothing has been sealed yet. The first voice begins the log."))
    return head


def _is_due(head: LogHead, today: dt.date) -> bool:
    if head.published_on is not None and head.published_on >= today:
        return False
    voices = queries.entries_of(LeafType.ACCEPTED, since=head.published)
    since = queries.sealed_on_after(head.published)
    return not voices or voices >= ENOUGH or (since is not None and today - since >= LONGEST)
