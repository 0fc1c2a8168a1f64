"""The inbox: views with their counts, the queue, and the line that offers to undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.listening.states import ChannelKind, Lane
from huixiang.sorting import policies, queries
from huixiang.sorting.happened import act_words
from huixiang.sorting.labels import CHANNELS, LANES_SHORT, Badge, inbox_badge
from huixiang.sorting.models import Act, InboxItem, SavedView
from huixiang.sorting.states import InboxState

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

DEFAULT_VIEWS: Sequence[tuple[Words, dict[str, str]]] = (
    (pgettext_lazy("view", "New"), {"state": InboxState.NEW.value}),
    (_("Waiting longest"), {"state": InboxState.NEW.value, "order": "oldest"}),
    (_("Feeding a problem"), {"state": InboxState.JOINED.value}),
    (_("Answered"), {"state": InboxState.ANSWERED.value}),
    (_("Set aside"), {"state": InboxState.SET_ASIDE.value}),
    (pgettext_lazy("view", "All"), {"state": "all"}),
)


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A view of the inbox; ``id`` is that of a clerk's own one, which can be removed."""

    label: Words
    url: str
    current: bool
    count: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One voice of the queue. ``chosen`` is its id with the version that was seen."""

    id: str
    chosen: str
    opening: str
    badge: Badge
    facts: Sequence[Words]
    said_on: object
    url: str
    current: bool = False
    alarms: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What was just done, and whether it may be undone."""

    words: str
    act_id: int
    count: int
    undone: bool
    ruling: Ruling


def view_links(query: Mapping[str, str], saved: Sequence[SavedView], counts: Mapping[str, int]) -> list[ViewLink]:
    """The ready views, then the clerk's own."""
    here = {name: value for name, value in query.items() if value and name not in {"at", "item", "done"}}
    links = [
        ViewLink(label, f"?{urlencode(wanted)}", wanted == here, _count(wanted, counts))
        for label, wanted in DEFAULT_VIEWS
    ]
    return links + [ViewLink(view.name, f"?{urlencode(view.query)}", view.query == here, id=view.pk) for view in saved]


def _count(wanted: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """How many the view shows; from a thousand on only that there are more."""
    if "order" in wanted or wanted["state"] not in counts:
        return ""
    count = counts[wanted["state"]]
    return str(count) if count < queries.MANY else f"{queries.MANY - 1}+"


def row_of(item: InboxItem, *, url: str = "", current: bool = False, alarms: tuple[Badge, ...] = ()) -> Row:
    """A line of the queue: nothing in it tells who spoke."""
    place = (item.place.name,) if item.place else ()
    unit = (item.unit.label,) if item.unit else ()
    return Row(
        id=str(item.pk),
        chosen=f"{item.pk}:{item.version}",
        opening=item.opening,
        badge=inbox_badge(item.state),
        facts=(CHANNELS[ChannelKind(item.channel)], LANES_SHORT[Lane(item.lane)], *place, *unit),
        said_on=item.said_on,
        url=url or reverse("sorting:voice", args=[item.pk]),
        current=current,
        alarms=alarms,
    )


def done_line(act: Act | None, actor: Actor, *, at: datetime) -> Done | None:
    """The line after an act, with its undo button."""
    if act is None:
        return None
    count = len(act.facts["items"])
    return Done(act_words(act, at=at), act.pk, count, act.undone_at is not None, policies.may_undo(actor, act))


def done_of(act_id: int | None, actor: Actor, *, at: datetime) -> Done | None:
    """The same, from the address of a page; nothing for an act that is not there."""
    return None if act_id is None else done_line(queries.act_if_there(act_id), actor, at=at)
