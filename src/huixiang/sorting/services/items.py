"""Locking the inbox's rows, seeing that nobody was faster, and writing what an act did to each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.sorting.happened import what_happened
from huixiang.sorting.models import Act, InboxItem
from huixiang.sorting.services.filing import file_waiting_voices
from huixiang.sorting.states import ActKind, InboxState

Items = dict[UUID, InboxItem]
Versions = Mapping[UUID, int]


class NothingChosen(Refusal):
    """No voice was chosen; nothing was written."""


class AlreadyThere(Refusal):
    """Every chosen voice is already where it should go; nothing was written."""


def lock_items(voice_ids: Collection[UUID], *, at: datetime, versions: Versions | None = None) -> Items:
    """Lock the inbox rows of these voices, in one order everywhere; voices that still wait are filed first.

    :raises NothingChosen: no voice was named.
    :raises NotFound: a voice does not exist here.
    :raises Overtaken: somebody acted on a voice since the version given; the sentence says who did what.
    """
    wanted = set(voice_ids)
    if not wanted:
        raise NothingChosen(_("Choose at least one voice first."))
    items = _locked(wanted)
    if missing := wanted - set(items):
        file_waiting_voices(len(missing), only=missing)
        items |= _locked(missing)
    if wanted - set(items):
        raise NotFound
    for voice_id, version in (versions or {}).items():
        if voice_id in items and items[voice_id].version != version:
            raise Overtaken(overtaken_words(items[voice_id], at))
    return items


def overtaken_words(item: InboxItem, at: datetime) -> str:
    """Say who was faster, and that nothing typed is lost."""
    return _("%(who_did_what)s Nothing of yours was changed; look at the voice again and decide.") % {
        "who_did_what": what_happened(item, at=at)
    }


def _locked(voice_ids: Collection[UUID]) -> Items:
    # No select_related: after waiting for the lock the row is the newest, but what is joined to it is from before.
    rows = InboxItem.objects.select_for_update(of=("self",)).filter(voice_id__in=voice_ids)
    return {item.voice_id: item for item in rows.order_by("voice_id")}


def record_act(kind: ActKind, *, items: Items, by: Actor, at: datetime, facts: Mapping[str, object]) -> Act:
    """Write the act with what undoing it needs: of each voice its state and last act before."""
    before = {str(voice_id): [item.state, item.last_act_id] for voice_id, item in items.items()}
    return Act.objects.create(kind=kind.value, by_id=by.user_id, at=at, facts={**facts, "items": before})


def touch(
    items: Items, states: Mapping[UUID, str], *, acts: Mapping[UUID, int | None], by: Actor, at: datetime
) -> None:
    """Set state and last act of the items; each gets its next version. Few statements: one for each pair of values."""
    groups: dict[tuple[str, int | None], list[UUID]] = defaultdict(list)
    for voice_id, item in items.items():
        item.state, item.last_act_id = states[voice_id], acts[voice_id]
        item.version, item.acted_by_id, item.acted_at = item.version + 1, by.user_id, at
        groups[item.state, item.last_act_id].append(voice_id)
    for (state, act_id), voice_ids in groups.items():
        rows = InboxItem.objects.filter(voice_id__in=voice_ids)
        rows.update(state=state, last_act=act_id, version=F("version") + 1, acted_by=by.user_id, acted_at=at)


def put_in_state(items: Items, state: InboxState, *, act: Act, by: Actor, at: datetime) -> None:
    """Touch all the items alike."""
    touch(items, dict.fromkeys(items, state.value), acts=dict.fromkeys(items, act.pk), by=by, at=at)
