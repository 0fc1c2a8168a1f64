from __future__ import annotations

from typing import Any

import pytest

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Overtaken
from huixiang.listening.services import add_place
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import InboxItem, Label, LabelGiven, Matter, MatterVoice, Part, Suggestion
from huixiang.sorting.services import deciding
from huixiang.sorting.states import InboxState, SuggestionKind as K, SuggestionState
from huixiang.sorting.testing import make_item, make_problem
from huixiang.sorting.testing.suggestions import make_suggestion, make_taxonomy


def made(cast: Cast, kind: K, item: InboxItem | None = None, **facts: Any) -> Suggestion:
    """A suggestion of the kind, with a target that is there."""
    own = item or make_item()
    targets: dict[K, Any] = {
        K.LABEL: lambda: {"label": make_taxonomy().labels.all()[0]},
        K.UNIT: lambda: {"unit": cast.roads},
        K.PLACE: lambda: {"place": add_place(name="桂花路", code="gh", parent=None, by=cast.actor("admin"), at=NOON)},
        K.PROBLEM: lambda: {"problem": make_problem(cast)},
    }
    return make_suggestion(own, kind, **(targets[kind]() if kind in targets else {}), **facts)


def accept(cast: Cast, *suggestions: Suggestion, who: str = "hejing") -> Any:
    return deciding.accept(suggestion_ids=[one.pk for one in suggestions], by=cast.actor(who), at=NOON)


def seen(suggestion: Suggestion) -> InboxItem:
    return queries.item_of(suggestion.voice_id)


class TestAccept:
    def test_of_a_label_puts_the_voice_under_it(self, cast: Cast) -> None:
        suggestion = made(cast, K.LABEL)

        accept(cast, suggestion)

        given = LabelGiven.objects.get(ended_at=None)
        assert (given.voice_id, given.label, given.by) == (
            suggestion.voice_id, suggestion.label, cast.people["hejing"],
        )  # fmt: skip
        assert JournalEntry.objects.get(action="sorting.suggestion.accepted").after["suggested"] == ["label"]

    def test_of_a_problem_joins_the_voice(self, cast: Cast) -> None:
        suggestion = made(cast, K.PROBLEM)

        accept(cast, suggestion)

        assert seen(suggestion).state == InboxState.JOINED
        assert queries.problem_numbered(1).voices_count == 2

    def test_of_unit_place_and_alarms_writes_them_down(self, cast: Cast) -> None:
        item = make_item()
        kinds = [made(cast, kind, item) for kind in (K.UNIT, K.PLACE, K.URGENT, K.SENSITIVE)]

        accept(cast, *kinds)

        now = seen(kinds[0])
        assert now.place is not None
        assert (now.unit, now.place.name, now.urgent, now.sensitive) == (cast.roads, "桂花路", True, True)

    def test_of_a_place_lets_the_voice_be_found_by_it(self, cast: Cast) -> None:
        suggestion = made(cast, K.PLACE, make_item("电梯坏了。"))

        accept(cast, suggestion)

        found = queries.inbox(queries.InboxFilter(text="桂花路"))[0:10]
        assert [item.pk for item in found] == [suggestion.voice_id]

    def test_undone_lets_everything_stand_as_before(self, cast: Cast) -> None:
        item = make_item()
        every = [made(cast, kind, item) for kind in (K.LABEL, K.PROBLEM, K.UNIT, K.PLACE, K.URGENT, K.SENSITIVE)]
        act = accept(cast, *every)

        services.undo(act_id=act.pk, by=cast.actor("hejing"), at=NOON)

        now = queries.item_of(item.pk)
        assert (now.state, now.unit, now.place, now.urgent, now.sensitive) == (InboxState.NEW, None, None, False, False)
        assert not LabelGiven.objects.filter(ended_at=None).exists()
        assert queries.problem_numbered(1).voices_count == 1
        assert set(Suggestion.objects.values_list("state", flat=True)) == {SuggestionState.OPEN}

    def test_takes_of_two_labels_for_one_voice_the_surer(self, cast: Cast) -> None:
        item, labels = make_item(), list(make_taxonomy().labels.all())
        sure = make_suggestion(item, K.LABEL, label=labels[0], confidence=0.9)
        other = make_suggestion(item, K.LABEL, label=labels[1], confidence=0.6)

        accept(cast, sure, other)

        other.refresh_from_db()
        assert [given.label for given in LabelGiven.objects.all()] == [labels[0]]
        assert other.state == SuggestionState.OPEN

    @pytest.mark.parametrize(("who", "refusal"), [("wanglei", NotAllowed), ("gaoyuan", NotAllowed)])
    def test_is_refused_to_who_may_not_sort(self, cast: Cast, who: str, refusal: type[Exception]) -> None:
        suggestion = made(cast, K.URGENT)

        with pytest.raises(refusal):
            accept(cast, suggestion, who=who)

        assert not seen(suggestion).urgent

    def test_tells_the_second_clerk_who_was_faster(self, cast: Cast) -> None:
        suggestion = made(cast, K.URGENT)
        accept(cast, suggestion)

        with pytest.raises(Overtaken, match="何静"):
            accept(cast, suggestion, who="sunli")

    def test_is_refused_for_a_voice_that_was_set_aside(self, cast: Cast) -> None:
        suggestion = made(cast, K.URGENT)
        services.set_aside(voice_id=suggestion.voice_id, reason="归邻县管。", by=cast.actor("hejing"), at=NOON)

        with pytest.raises(deciding.NothingToDecide):
            accept(cast, suggestion)

        assert not seen(suggestion).urgent

    def test_finds_nothing_that_is_not_here(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            deciding.accept(suggestion_ids=[1], by=cast.actor("hejing"), at=NOON)


class TestChange:
    def test_does_it_with_another_target(self, cast: Cast) -> None:
        suggestion = made(cast, K.LABEL)
        right = Label.objects.get(name="供水")

        act = deciding.change(suggestion_id=suggestion.pk, target=right.pk, by=cast.actor("hejing"), at=NOON)

        suggestion.refresh_from_db()
        assert LabelGiven.objects.get().label == right
        assert suggestion.state == SuggestionState.CHANGED
        assert act.facts["chosen"] == right.pk

    def test_of_a_kind_without_a_target_finds_nothing(self, cast: Cast) -> None:
        suggestion = made(cast, K.URGENT)

        with pytest.raises(NotFound):
            deciding.change(suggestion_id=suggestion.pk, target=1, by=cast.actor("hejing"), at=NOON)

    def test_refuses_a_closed_problem_and_writes_nothing(self, cast: Cast) -> None:
        suggestion, other, by = made(cast, K.PROBLEM), make_problem(cast), cast.actor("hejing")
        services.merge_problems(problem_id=other.pk, into_id=suggestion.problem_id or 0, by=by, at=NOON)

        with pytest.raises(NotAllowed):
            deciding.change(suggestion_id=suggestion.pk, target=other.pk, by=by, at=NOON)

        assert not Part.objects.filter(voice=suggestion.voice_id).exists()


class TestRefuse:
    def test_keeps_the_decision(self, cast: Cast) -> None:
        suggestion = made(cast, K.LABEL)

        deciding.refuse(suggestion_ids=[suggestion.pk], by=cast.actor("hejing"), at=NOON)

        suggestion.refresh_from_db()
        assert (suggestion.state, suggestion.decided_by) == (SuggestionState.REFUSED, cast.people["hejing"])
        assert not LabelGiven.objects.exists()

    def test_of_a_matter_takes_the_voice_out_and_undoing_puts_it_back(self, cast: Cast) -> None:
        item = make_item()
        matter = Matter.objects.create(key="m1", title="路灯", found_at=NOON)
        MatterVoice.objects.create(matter=matter, voice=item.voice, since=NOON)
        suggestion = make_suggestion(item, K.MATTER, matter=matter)

        act = deciding.refuse(suggestion_ids=[suggestion.pk], by=cast.actor("hejing"), at=NOON)

        assert not MatterVoice.objects.filter(left_at=None).exists()
        services.undo(act_id=act.pk, by=cast.actor("hejing"), at=NOON)
        assert MatterVoice.objects.get(left_at=None).matter == matter
