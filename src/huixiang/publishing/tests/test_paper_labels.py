"""How voices were sorted stands in the papers: labels people gave, and how many others repeat a voice."""

from __future__ import annotations

from huixiang.people.testing import NOON, Cast
from huixiang.publishing.queries.sorted_as import labels_by_problem, labels_by_voice, repeats_by_voice
from huixiang.publishing.states import PaperKind
from huixiang.publishing.tests.test_papers import ordered, rows_of
from huixiang.sorting.models import InboxItem, MatterVoice
from huixiang.sorting.services.labelling import end_label, give_label
from huixiang.sorting.testing import make_item, make_matter, make_problem
from huixiang.sorting.testing.suggestions import make_taxonomy


def put_under(cast: Cast, items: list[InboxItem], place: int) -> None:
    label = make_taxonomy().labels.all()[place]
    give_label(voice_ids=[item.pk for item in items], label_id=label.pk, by=cast.actor("hejing"), at=NOON)


class TestLabels:
    def test_stand_in_the_summary_and_leave_it_when_taken_off(self, cast: Cast) -> None:
        item = make_item()
        put_under(cast, [item], 0)
        given = item.voice.labels_given.get()

        assert rows_of(ordered(cast, PaperKind.SUMMARY))[0]["类别"] == given.label.name
        end_label(voice_ids=[item.pk], label_id=given.label_id, by=cast.actor("hejing"), at=NOON)
        assert labels_by_voice([item.pk]) == {}

    def test_of_its_voices_stand_with_the_problem(self, cast: Cast) -> None:
        problem = make_problem(cast, voices=2)
        put_under(cast, [part.voice.item for part in problem.parts.all()], 1)
        name = problem.parts.all()[0].voice.labels_given.get().label.name

        assert labels_by_problem([problem.pk]) == {problem.pk: name}
        assert rows_of(ordered(cast, PaperKind.PROBLEMS))[0]["类别"] == name


class TestRepeats:
    def test_are_counted_at_the_first_of_their_family(self, cast: Cast) -> None:
        matter = make_matter(voices=3)
        first, second, third = MatterVoice.objects.filter(matter=matter)
        MatterVoice.objects.filter(pk__in=[second.pk, third.pk]).update(repeat_of=first.voice)

        assert repeats_by_voice([first.voice_id, second.voice_id]) == {first.voice_id: 2}
