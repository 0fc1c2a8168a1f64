from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries
from huixiang.sorting.models import Act, EngineRun, Label, LabelGiven, Suggestion
from huixiang.sorting.pages.marking import pieces_of
from huixiang.sorting.services import running
from huixiang.sorting.states import RunState, SuggestionKind as K, SuggestionState
from huixiang.sorting.testing import make_item
from huixiang.sorting.testing.suggestions import make_suggestion, make_taxonomy

SignIn = Callable[[str], Client]
URL = "/desk/inbox/suggestions/"


def labelled(count: int = 1, *, confidence: float = 0.9) -> list[Suggestion]:
    label = Label.objects.filter(name="路灯").first() or make_taxonomy().labels.all()[0]
    return [make_suggestion(make_item(), K.LABEL, label=label, confidence=confidence) for _ in range(count)]


class TestVoicePage:
    def test_shows_each_suggestion_with_its_words_marked(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item("昨晚老街着火了。")
        make_suggestion(item, K.URGENT, facts={"spans": [[4, 6]], "groups": ["fire"]})

        page = sign_in("hejing").get(f"/desk/inbox/{item.pk}/").content.decode()

        assert ">着火</mark>" in page
        assert "90 %" in page
        assert 'data-key="a"' in page

    def test_accepts_and_comes_back_to_the_voice(self, cast: Cast, sign_in: SignIn) -> None:
        suggestion = labelled()[0]

        sent = {"decision": "accept", "version": "0", "back": f"/desk/inbox/?state=new&item={suggestion.voice_id}"}
        response = sign_in("hejing").post(f"{URL}{suggestion.pk}/", sent)

        act = Act.objects.get()
        assert response["Location"] == f"/desk/inbox/?state=new&item={suggestion.voice_id}&done={act.pk}"
        assert LabelGiven.objects.get().voice_id == suggestion.voice_id

    def test_tells_the_second_clerk_with_409(self, cast: Cast, sign_in: SignIn) -> None:
        suggestion = labelled()[0]
        sign_in("sunli").post(f"{URL}{suggestion.pk}/", {"decision": "refuse"})

        response = sign_in("hejing").post(f"{URL}{suggestion.pk}/", {"decision": "accept", "version": "0"})

        assert response.status_code == 409
        assert "孙丽" in response.content.decode()

    def test_changes_to_another_label(self, cast: Cast, sign_in: SignIn) -> None:
        suggestion, client = labelled()[0], sign_in("hejing")
        right = Label.objects.get(name="供水")

        page = client.get(f"{URL}{suggestion.pk}/").content.decode()
        client.post(f"{URL}{suggestion.pk}/", {"decision": "change", "target": str(right.pk), "version": "0"})

        assert "供水" in page
        assert LabelGiven.objects.get().label == right

    def test_asks_again_for_a_target_that_is_not_there(self, cast: Cast, sign_in: SignIn) -> None:
        suggestion = labelled()[0]

        response = sign_in("hejing").post(f"{URL}{suggestion.pk}/", {"decision": "change", "target": "999999"})

        assert response.status_code == 422
        assert not LabelGiven.objects.exists()


class TestList:
    def test_counts_by_kind_and_lists_the_surest_first(self, cast: Cast, sign_in: SignIn) -> None:
        labelled(confidence=0.6)
        labelled(confidence=0.97)

        page = sign_in("hejing").get(f"{URL}?kind=label").content.decode()

        assert 0 < page.index("97 %") < page.index("60 %")

    def test_says_when_nothing_waits(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("hejing").get(URL).status_code == 200

    def test_costs_as_many_queries_for_30_as_for_3(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts = sign_in("hejing"), []
        for more in (3, 27):
            labelled(more)
            client.get(URL)
            with CaptureQueriesContext(connection) as captured:
                client.get(f"{URL}?kind=label")
            counts.append(len(captured))

        assert counts[0] == counts[1]

    def test_filters_the_inbox(self, cast: Cast) -> None:
        suggestion = labelled()[0]
        make_item("别的话。")

        found = queries.inbox(queries.InboxFilter(suggested=K.LABEL.value)).order_by("-number")[0:10]

        assert [item.pk for item in found] == [suggestion.voice_id]


class TestAcceptAbove:
    def test_shows_first_and_does_nothing(self, cast: Cast, sign_in: SignIn) -> None:
        labelled(3)

        page = sign_in("hejing").get(f"{URL}above/?kind=label&least=80").content.decode()

        assert "采纳 3 条建议" in page
        assert not LabelGiven.objects.exists()

    def test_accepts_all_at_once_and_undoes_them_at_once(self, cast: Cast, sign_in: SignIn) -> None:
        made, client = [*labelled(3), *labelled(confidence=0.6)], sign_in("hejing")
        sent = {"kind": "label", "least": "80", "upto": str(max(one.pk for one in made))}

        response = client.post(f"{URL}above/", {**sent, "back": f"{URL}?kind=label"})

        act = Act.objects.get()
        assert response["Location"] == f"{URL}?kind=label&done={act.pk}"
        assert LabelGiven.objects.filter(ended_at=None).count() == 3
        client.post(f"/desk/inbox/undo/{act.pk}/")
        assert not LabelGiven.objects.filter(ended_at=None).exists()
        assert Suggestion.objects.filter(state=SuggestionState.OPEN).count() == 4

    def test_leaves_alone_what_came_after_the_preview(self, cast: Cast, sign_in: SignIn) -> None:
        first = labelled()[0]
        labelled()

        sign_in("hejing").post(f"{URL}above/", {"kind": "label", "least": "80", "upto": str(first.pk)})

        assert LabelGiven.objects.get().voice_id == first.voice_id

    @pytest.mark.parametrize("query", ["kind=odd&least=80", "kind=label&least=1000", "kind=label&least=x"])
    def test_asks_again_for_what_makes_no_sense(self, cast: Cast, sign_in: SignIn, query: str) -> None:
        assert sign_in("hejing").get(f"{URL}above/?{query}").status_code == 422


class TestRuns:
    def test_starts_one_and_shows_how_far_it_is(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("hejing")

        client.post("/desk/inbox/runs/")
        run = EngineRun.objects.get()
        running.begin_run(run_id=run.pk, at=NOON)
        running.note_progress(run_id=run.pk, stage="classes", done=40, total=90, at=NOON)
        page = client.get("/desk/inbox/runs/").content.decode()

        assert 'hx-trigger="every 1s"' in page
        assert 'max="90" value="40"' in page

    def test_says_when_one_is_under_way_already(self, cast: Cast, sign_in: SignIn) -> None:
        running.ask_for_run(by=cast.actor("hejing"), at=NOON)

        assert sign_in("sunli").post("/desk/inbox/runs/").status_code in {302, 409}
        assert EngineRun.objects.filter(state=RunState.WAITING).count() == 1


class TestMarking:
    def test_loses_no_character(self, cast: Cast) -> None:
        item = make_item("路灯坏了，路灯不亮")
        suggestion = make_suggestion(item, K.LABEL, facts={"words": ["路灯", "灯坏"]}, label=None)

        pieces = pieces_of(item.voice.words, [suggestion])

        assert "".join(piece.text for piece in pieces) == "路灯坏了，路灯不亮"
        assert [piece.text for piece in pieces if piece.why] == ["路灯", "路灯"]
