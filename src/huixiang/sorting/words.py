"""The sentences of this capability's journal actions, each after the actor's name; and what waits for a clerk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.people.waiting import Waiting
from huixiang.sorting import policies
from huixiang.sorting.models import Problem
from huixiang.sorting.queries import inbox_counts
from huixiang.sorting.states import InboxState

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

ACTIONS: Mapping[str, Words] = {
    "sorting.problem.opened": _("made a problem of it"),
    "sorting.problem.merged": _("merged the problem into another"),
    "sorting.voices.joined": _("joined voices to the problem"),
    "sorting.voices.left": _("took voices out of the problem"),
    "sorting.voices.moved": _("moved voices to another problem"),
    "sorting.voices.split": _("split voices off into a new problem"),
    "sorting.voice.answered": _("answered the speaker"),
    "sorting.voice.set_aside": _("set the voice aside, with a reason the speaker can read"),
    "sorting.voice.summarised": _("wrote a summary beside the words"),
    "sorting.act.undone": _("undid an act"),
    "sorting.view.saved": _("kept a view of the inbox"),
    "sorting.view.removed": _("removed a view of the inbox"),
}
FACTS: Mapping[str, Words] = {
    "voices": _("voices"),
    "count": _("voices now"),
    "act": _("act"),
    "to": _("other problem"),
    "number": _("number"),
    "state": _("state"),
    "kind": _("kind of act"),
    "characters": _("characters"),
    "view": _("view"),
}


def problem_names(ids: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """Name problems by number and title, with the address of their group page."""
    rows = Problem.every.filter(pk__in=list(ids)).values_list("pk", "number", "title")
    return {pk: (f"#{number} {title}", reverse("sorting:group", args=[number])) for pk, number, title in rows}


def waiting_voices(actor: Actor) -> list[Waiting]:
    """How many voices nobody has dealt with (a thousand stands for more), for the start page of those who sort."""
    if not policies.may_sort(actor):
        return []
    count = inbox_counts()[InboxState.NEW]
    return [Waiting(_("Voices that nobody has looked at yet"), count, reverse("sorting:inbox"))]
