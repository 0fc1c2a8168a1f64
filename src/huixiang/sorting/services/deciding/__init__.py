"""A person decides about suggestions: accepts, changes or refuses them, one or many, in one act with one undo."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.sorting import policies
from huixiang.sorting.happened import ago
from huixiang.sorting.models import Act, InboxItem, Suggestion
from huixiang.sorting.queries.suggestions import waiting
from huixiang.sorting.services.deciding.acts import Chosen, Doing, do_all, leave_matters
from huixiang.sorting.services.items import Versions, lock_items, record_act, touch
from huixiang.sorting.services.suggesting.keeping import target_of
from huixiang.sorting.states import ActKind, InboxState, SuggestionKind, SuggestionState

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

CHANGEABLE = frozenset({SuggestionKind.PROBLEM, SuggestionKind.LABEL, SuggestionKind.UNIT, SuggestionKind.PLACE})
MOST = 5_000  # suggestions of one act


class NothingToDecide(Refusal):
    """None of the suggestions can be accepted; nothing was written."""


@dataclass(frozen=True, slots=True)
class SortedOut:
    """Suggestions an act would reach, and those it leaves out, each with the reason."""

    reached: Sequence[Suggestion]
    left_out: Sequence[tuple[Suggestion, Words]]


def sort_out(suggestions: Sequence[Suggestion], by: Actor) -> SortedOut:
    """Sort suggestions, surest first, into those that can be accepted together and those that cannot. No query.

    Loaded as ``waiting`` does.
    """
    reached, left_out = [], []
    taken: set[tuple[UUID, str, int | None]] = set()
    for suggestion in suggestions:
        reason = _reason_against(suggestion, by)
        one_of = (suggestion.voice_id, suggestion.kind, _group(suggestion))
        if not reason and one_of in taken:
            reason = gettext_lazy("A surer one for the same voice is among them.")
        if reason:
            left_out.append((suggestion, reason))
        else:
            taken.add(one_of)
            reached.append(suggestion)
    return SortedOut(reached, left_out)


def _group(suggestion: Suggestion) -> int | None:
    """Of suggestions of one kind for one voice only one can be accepted, unless their group differs."""
    label = suggestion.label
    if label is not None:
        return label.pk if label.taxonomy.several else -label.taxonomy_id
    return suggestion.problem_id


def _reason_against(suggestion: Suggestion, by: Actor) -> Words:
    ruling = policies.may_join(by, suggestion.voice.item)
    if not ruling:
        return ruling.reason
    if suggestion.problem is not None and not (taking := policies.may_take_voices(by, suggestion.problem)):
        return taking.reason
    label, unit = suggestion.label, suggestion.unit
    if label is not None and (label.until is not None or label.taxonomy.closed_on is not None):
        return gettext_lazy("The label is no longer used.")
    if unit is not None and unit.closed_on is not None:
        return gettext_lazy("The unit is closed.")
    return ""


@transaction.atomic
def accept(*, suggestion_ids: Collection[int], by: Actor, at: datetime, versions: Versions | None = None) -> Act:
    """Do what the suggestions say, as one act: join, label, set unit or place, mark as urgent or sensitive, confirm.

    Of many, those that cannot be accepted any more are left out. At most 5,000 at once; 1,000 labels take 2 s.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises NotFound: there is no such suggestion here.
    :raises Overtaken: it was decided already, or somebody acted on a voice since the version given.
    :raises NothingToDecide: none can be accepted; the sentence is the reason of the first; nothing was written.
    """
    policies.may_sort(by).require()
    found, items = _locked(suggestion_ids, at=at, versions=versions)
    sorted_out = sort_out(found, by)
    if not sorted_out.reached:
        raise NothingToDecide(sorted_out.left_out[0][1])
    chosen = [Chosen(one, target_of(one)) for one in sorted_out.reached]
    doing = Doing({one.voice_id: items[one.voice_id] for one in chosen}, by, at)
    do_all(chosen, doing)
    return _record(ActKind.ACCEPT, SuggestionState.ACCEPTED, chosen, doing)


@transaction.atomic
def change(*, suggestion_id: int, target: int, by: Actor, at: datetime, versions: Versions | None = None) -> Act:
    """Do what the suggestion says with another problem, label, unit or place than the one suggested.

    :raises NotAllowed: the policy says no, or the problem takes no voices; nothing was written.
    :raises NotFound: there is no such suggestion or target here, or its kind has none to choose.
    :raises LabelClosed: the label is no longer used; nothing was written.
    :raises Overtaken: it was decided already, or somebody acted on the voice since the version given.
    """
    policies.may_sort(by).require()
    found, items = _locked([suggestion_id], at=at, versions=versions)
    suggestion = found[0]
    if SuggestionKind(suggestion.kind) not in CHANGEABLE:
        raise NotFound
    if target == target_of(suggestion):
        return accept(suggestion_ids=[suggestion_id], by=by, at=at)
    policies.may_join(by, items[suggestion.voice_id]).require()
    chosen, doing = [Chosen(suggestion, target)], Doing(items, by, at, {"chosen": target})
    do_all(chosen, doing)
    return _record(ActKind.CHANGE, SuggestionState.CHANGED, chosen, doing)


@transaction.atomic
def refuse(*, suggestion_ids: Collection[int], by: Actor, at: datetime, versions: Versions | None = None) -> Act:
    """Refuse suggestions: they are not made again. A voice leaves the matter it was suggested for.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises NotFound: there is no such suggestion here.
    :raises Overtaken: it was decided already, or somebody acted on a voice since the version given.
    """
    policies.may_sort(by).require()
    found, items = _locked(suggestion_ids, at=at, versions=versions)
    chosen, doing = [Chosen(one, target_of(one)) for one in found], Doing(items, by, at)
    leave_matters([one for one in chosen if one.suggestion.kind == SuggestionKind.MATTER], doing)
    return _record(ActKind.REFUSE, SuggestionState.REFUSED, chosen, doing)


def _locked(
    ids: Collection[int], *, at: datetime, versions: Versions | None
) -> tuple[list[Suggestion], dict[UUID, InboxItem]]:
    """Lock the voices, then the suggestions, in one order everywhere; the suggestions surest first."""
    voices = dict(Suggestion.objects.filter(pk__in=ids).values_list("pk", "voice_id"))
    if len(voices) != len(set(ids)) or not voices:
        raise NotFound
    items = lock_items(set(voices.values()), at=at, versions=versions)
    list(Suggestion.objects.select_for_update(of=("self",)).filter(pk__in=voices).order_by("pk").values_list("pk"))
    found = list(waiting(voices)[:MOST])
    if not found:
        raise Overtaken(_overtaken_words(next(iter(voices)), at))
    return found, {one.voice_id: items[one.voice_id] for one in found}


def _overtaken_words(suggestion_id: int, at: datetime) -> str:
    suggestion = Suggestion.objects.select_related("decided_by").get(pk=suggestion_id)
    if suggestion.decided_at is None:
        return _("The engine no longer suggests this; it has learnt more since. Load the page again.")
    name = suggestion.decided_by.name if suggestion.decided_by else _("The system")
    return _("%(name)s decided about this suggestion already, %(ago)s. Nothing of yours was changed.") % {
        "name": name, "ago": ago(suggestion.decided_at, at=at),
    }  # fmt: skip


ACTIONS: Mapping[ActKind, str] = {
    ActKind.ACCEPT: "sorting.suggestion.accepted",
    ActKind.CHANGE: "sorting.suggestion.changed",
    ActKind.REFUSE: "sorting.suggestion.refused",
}


def _record(kind: ActKind, state: SuggestionState, chosen: Sequence[Chosen], doing: Doing) -> Act:
    """Write the act with what undoing needs, the decisions, the voices' next versions, and the journal's entries."""
    by, at, items = doing.by, doing.at, doing.items
    ids = [one.suggestion.pk for one in chosen]
    act = record_act(kind, items=items, by=by, at=at, facts={**doing.facts, "suggestions": ids})
    Suggestion.objects.filter(pk__in=ids).update(state=state, decided_at=at, decided_by=by.user_id, act=act)
    states = {
        voice_id: InboxState.JOINED.value if voice_id in doing.joined else item.state
        for voice_id, item in items.items()
    }
    touch(items, states, acts=dict.fromkeys(items, act.pk), by=by, at=at)
    kinds = sorted({one.suggestion.kind for one in chosen})
    about = [f"voice:{voice_id}" for voice_id in items]
    journal.record_each(ACTIONS[kind], about=about, by=by, at=at, after={"act": act.pk, "suggested": kinds})
    return act
