"""How voices were sorted stands in the papers: labels people gave, and how many others repeat a voice."""

from __future__ import annotations

from huixiang.people.testing import NOON, Cast
from huixiang.publishing.pages.figures import terms_words
from huixiang.publishing.papers.heads import head_lines
from huixiang.publishing.queries.papers import count_for
from huixiang.publishing.queries.sorted_as import labels_by_problem, labels_by_voice, repeats_by_voice
from huixiang.publishing.queries.terms import Terms, terms_from
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


class TestNarrowedToALabel:
    def test_lists_the_voices_under_it_and_the_problems_they_feed(self, cast: Cast) -> None:
        problem = make_problem(cast, voices=2)
        make_problem(cast, voices=1)
        under = problem.parts.all()[0].voice.item
        put_under(cast, [under], 1)
        given = under.voice.labels_given.get()
        terms = Terms(label=given.label_id)

        assert [row["序号"] for row in rows_of(ordered(cast, PaperKind.PROBLEMS, terms=terms))] == [str(problem.number)]
        assert len(rows_of(ordered(cast, PaperKind.SUMMARY, terms=terms))) == 1
        assert f"类别：{given.label.name}" in str(head_lines(PaperKind.PROBLEMS, terms, day=NOON.date())[0][0])

    def test_also_under_labels_below_it(self, cast: Cast) -> None:
        item = make_item()
        put_under(cast, [item], 1)
        label = item.voice.labels_given.get().label
        top = int(label.path.strip("/").split("/")[0])

        assert count_for(PaperKind.SUMMARY, Terms(label=top), reader=cast.actor("sunli"), today=NOON.date()) == 1

    def test_is_kept_with_the_paper_and_told_at_its_figures(self, cast: Cast) -> None:
        item = make_item()
        put_under(cast, [item], 0)
        label = item.voice.labels_given.get().label
        paper = ordered(cast, PaperKind.SUMMARY, terms=Terms(label=label.pk))

        assert terms_from(paper.terms).label == label.pk
        assert f"类别：{label.name}及以下" in terms_words(terms_from(paper.terms), voices=True, today=NOON.date())


class TestRepeats:
    def test_are_counted_at_the_first_of_their_family(self, cast: Cast) -> None:
        matter = make_matter(voices=3)
        first, second, third = MatterVoice.objects.filter(matter=matter)
        MatterVoice.objects.filter(pk__in=[second.pk, third.pk]).update(repeat_of=first.voice)

        assert repeats_by_voice([first.voice_id, second.voice_id]) == {first.voice_id: 2}
