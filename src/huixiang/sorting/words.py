"""The sentences of this capability's journal actions, each after the actor's name; and what waits for a clerk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from huixiang.kernel.actor import Actor
from huixiang.listening.models import Receipt
from huixiang.people.waiting import Waiting
from huixiang.sorting import policies
from huixiang.sorting.models import Label, Taxonomy
from huixiang.sorting.queries import inbox_counts
from huixiang.sorting.states import ActKind, InboxState

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
    "sorting.matter.heeded": _("took up a hot issue with the problem"),
    "sorting.taxonomy.begun": _("began the taxonomy"),
    "sorting.taxonomy.changed": _("changed the taxonomy"),
    "sorting.map.put": _("put a map of the places"),
    "sorting.map.place_put": _("put a place upon the plan"),
    "sorting.map.place_off": _("took a place off the plan"),
    "sorting.map.removed": _("removed the map of the places"),
    "sorting.map.brought_back": _("brought the map before back"),
    "sorting.taxonomy.imported": _("took a tree of labels in"),
    "sorting.label.added": _("added the label"),
    "sorting.label.reworded": _("worded the label anew"),
    "sorting.label.closed": _("closed the label"),
    "sorting.label.reopened": _("opened the label again"),
    "sorting.view.saved": _("kept a view of the inbox"),
    "sorting.view.removed": _("removed a view of the inbox"),
    "sorting.label.given": _("put the voice under a label"),
    "sorting.label.ended": _("took a label off the voice"),
    "sorting.suggestion.accepted": _("accepted a suggestion"),
    "sorting.suggestion.changed": _("changed a suggestion"),
    "sorting.suggestion.refused": _("refused a suggestion"),
    "sorting.run.asked": _("let the engine go over the voices"),
    "sorting.run.ended": _("finished going over the voices"),
    "sorting.model.learnt": _("learnt from the labels people gave"),
    "sorting.model.chosen": _("took another version of what was learnt"),
}
FACTS: Mapping[str, Words] = {
    "voices": _("voices"),
    "count": _("voices now"),
    "to": _("other problem"),
    "state": _("state"),
    "characters": _("characters"),
    "suggested": _("what was suggested"),
    "version": _("version"),
    "labels": _("labels"),
    "known": _("there before"),
    "closed": _("closed now"),
    "replaced_by": _("in its place"),
    "file": _("file"),
    "places": _("places"),
    "unmatched": _("unmatched"),
}
UNSAID = ("act", "matter", "view", "number", "suggestions", "label", "taxonomy", "run", "map")
ACT_KINDS: Mapping[ActKind, Words] = {
    ActKind.OPEN: pgettext_lazy("act", "Made a problem"),
    ActKind.JOIN: pgettext_lazy("act", "Joined"),
    ActKind.LEAVE: pgettext_lazy("act", "Taken out"),
    ActKind.MOVE: pgettext_lazy("act", "Moved"),
    ActKind.SPLIT: pgettext_lazy("act", "Split off"),
    ActKind.MERGE: pgettext_lazy("act", "Merged"),
    ActKind.ANSWER: pgettext_lazy("act", "Answered"),
    ActKind.SET_ASIDE: pgettext_lazy("act", "Set aside"),
    ActKind.LABEL: pgettext_lazy("act", "Labelled"),
    ActKind.UNLABEL: pgettext_lazy("act", "Label taken off"),
    ActKind.ACCEPT: pgettext_lazy("act", "Suggestion accepted"),
    ActKind.CHANGE: pgettext_lazy("act", "Suggestion changed"),
    ActKind.REFUSE: pgettext_lazy("act", "Suggestion refused"),
}


def voice_names(ids: Iterable[UUID]) -> Mapping[UUID, tuple[str, str]]:
    """Name voices by the number of their receipt, with the address of their page (1 query)."""
    rows = Receipt.objects.filter(voice__in=list(ids)).order_by().values_list("voice_id", "locator")
    return {
        pk: (
            gettext("voice %(number)s") % {"number": f"{locator[:4]} {locator[4:]}"},
            reverse("sorting:voice", args=[pk]),
        )
        for pk, locator in rows
    }


def taxonomy_names(ids: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """Name taxonomies, with the address of their page (1 query)."""
    rows = Taxonomy.objects.filter(pk__in=list(ids)).values_list("pk", "name")
    return {pk: (name, reverse("taxonomies:taxonomy", args=[pk])) for pk, name in rows}


def label_names(ids: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """Name labels as they read now, with the address of their page (1 query)."""
    rows = Label.objects.filter(pk__in=list(ids)).values_list("pk", "name")
    return {pk: (name, reverse("taxonomies:label", args=[pk])) for pk, name in rows}


def waiting_voices(actor: Actor) -> list[Waiting]:
    """How many voices nobody has dealt with (a thousand stands for more), for the start page of those who sort."""
    if not policies.may_sort(actor):
        return []
    count = inbox_counts()[InboxState.NEW]
    return [Waiting(_("Voices that nobody has looked at yet"), count, reverse("sorting:inbox"))]
