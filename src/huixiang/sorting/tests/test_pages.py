from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.listening.models import Message
from huixiang.listening.services import add_place
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import InboxItem, Part, Problem, SavedView
from huixiang.sorting.states import InboxState
from huixiang.sorting.testing import make_item, make_problem

SignIn = Callable[[str], Client]


def chosen(*items: InboxItem) -> list[str]:
    return [f"{item.pk}:{item.version}" for item in items]


class TestInbox:
    def test_sends_a_stranger_to_the_sign_in_page(self, cast: Cast) -> None:
        response = Client().get("/desk/inbox/")

        assert response.status_code == 302

    def test_refuses_a_member_who_may_not_read_voices(self, sign_in: SignIn) -> None:
        assert sign_in("wanglei").get("/desk/inbox/").status_code == 403

    def test_shows_new_voices_first(self, cast: Cast, sign_in: SignIn) -> None:
        make_item("东门的窨井盖不见了。")
        make_problem(cast)

        page = sign_in("hejing").get("/desk/inbox/").content.decode()

        assert "东门的窨井盖不见了。" in page
        assert "桂花路的路灯" not in page

    def test_shows_the_chosen_voice_beside_the_queue(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item("一" * 200)

        page = sign_in("hejing").get(f"/desk/inbox/?item={item.pk}").content.decode()

        assert "一" * 200 in page

    def test_never_shows_who_spoke(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item(lane=Lane.CONFIDENTIAL, speaker_name="林晓", contact="13800000000", may_contact=True)
        client = sign_in("hejing")

        pages = [client.get("/desk/inbox/"), client.get(f"/desk/inbox/{item.pk}/")]

        assert not any("林晓" in page.content.decode() or "13800000000" in page.content.decode() for page in pages)

    @pytest.mark.parametrize("query", ["q=1&since=nonsense", "place=无此地", "at=zzz", "item=x", "done=9", "state=odd"])
    def test_stands_a_wrong_address(self, cast: Cast, sign_in: SignIn, query: str) -> None:
        assert sign_in("hejing").get(f"/desk/inbox/?{query}").status_code == 200

    def test_costs_as_many_queries_for_30_voices_as_for_3(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("hejing")
        counts = []
        for more in (3, 27):
            for _ in range(more):
                make_item()
            client.get("/desk/inbox/")
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get("/desk/inbox/?state=all&q=路灯")
            counts.append(len(captured))

        assert counts[0] == counts[1]

    def test_keeps_and_drops_a_view(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("hejing")

        client.post("/desk/inbox/views/", {"name": "电梯", "query": "state=new&q=电梯"})

        view = SavedView.objects.get()
        assert (view.name, view.query) == ("电梯", {"state": "new", "q": "电梯"})
        client.post(f"/desk/inbox/views/{view.pk}/remove/")
        assert not SavedView.objects.exists()

    def test_hides_the_views_of_others(self, cast: Cast, sign_in: SignIn) -> None:
        services.save_view(name="孙丽的电梯", query={"q": "电梯"}, by=cast.actor("sunli"), at=NOON)

        assert "孙丽的电梯" not in sign_in("hejing").get("/desk/inbox/").content.decode()


class TestVoicePage:
    def test_is_not_found_without_the_voice(self, sign_in: SignIn) -> None:
        url = "/desk/inbox/6f1f2b56-4e9c-4bb8-9a39-25b0cf0a7d2e/"

        assert sign_in("hejing").get(url).status_code == 404

    def test_answers(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item()

        sent = {"act": "answer", "answer-words": "周五前修好。", "version": "0"}
        response = sign_in("hejing").post(f"/desk/inbox/{item.pk}/", sent)

        assert response.status_code == 302
        assert Message.objects.get().words == "周五前修好。"

    def test_gives_typed_words_back_when_somebody_was_faster(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item()
        services.answer_voice(voice_id=item.pk, words="在修了。", by=cast.actor("sunli"), at=NOON)

        sent = {"act": "set_aside", "set_aside-words": "请找供电所。", "version": "0"}
        response = sign_in("hejing").post(f"/desk/inbox/{item.pk}/", sent)

        assert response.status_code == 409
        assert "孙丽" in response.content.decode()
        assert "请找供电所。" in response.content.decode()

    def test_asks_again_for_empty_words(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item()

        response = sign_in("hejing").post(f"/desk/inbox/{item.pk}/", {"act": "answer", "answer-words": " "})

        assert response.status_code == 422

    def test_shows_similar_ones_with_the_reason(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item("丽发新城旁边的搅拌站半夜还在响，睡不着。")
        make_item("丽发新城搅拌站灰很大，半夜还在响。")

        page = sign_in("hejing").get(f"/desk/inbox/{item.pk}/").content.decode()

        assert "半夜还在响" in page
        assert "丽发新城搅拌站灰很大" in page

    def test_joins_with_one_press_and_undoes(self, cast: Cast, sign_in: SignIn) -> None:
        item, problem = make_item(), make_problem(cast)
        client = sign_in("hejing")

        response = client.post(f"/desk/inbox/{item.pk}/", {"act": "join", "problem": problem.number, "version": "0"})

        done = client.get(response["Location"]).content.decode()
        act_id = queries.item_of(item.pk).last_act_id
        assert f"/desk/inbox/undo/{act_id}/" in done
        client.post(f"/desk/inbox/undo/{act_id}/")
        assert queries.item_of(item.pk).state == InboxState.NEW

    def test_shows_the_contact_once_and_records_it(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item(speaker_name="林晓", contact="13800000000", may_contact=True)
        client = sign_in("hejing")

        page = client.post(f"/desk/inbox/{item.pk}/", {"act": "contact"})

        assert "13800000000" in page.content.decode()
        assert "no-store" in page["Cache-Control"]

    def test_refuses_the_contact_of_who_did_not_agree(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item(lane=Lane.CONFIDENTIAL, speaker_name="林晓", contact="13800000000")

        page = sign_in("hejing").post(f"/desk/inbox/{item.pk}/", {"act": "contact"})

        assert page.status_code == 403
        assert "13800000000" not in page.content.decode()


class TestTogether:
    def test_shows_what_will_happen_before_it_does(self, cast: Cast, sign_in: SignIn) -> None:
        free, joined = make_item(), make_item()
        problem = make_problem(cast)
        services.join_voices(problem_id=problem.pk, voice_ids=[joined.pk], by=cast.actor("sunli"), at=NOON)

        query = {"what": "join", "problem": str(problem.number), "chosen": chosen(free, joined)}
        page = sign_in("hejing").get("/desk/inbox/together/", query).content.decode()

        assert "孙丽" in page
        assert page.count('name="chosen"') == 1
        assert Part.objects.count() == 2

    def test_joins_all(self, cast: Cast, sign_in: SignIn) -> None:
        items, problem = [make_item(), make_item()], make_problem(cast)

        sent = {"what": "join", "problem": str(problem.number), "chosen": chosen(*items)}
        sign_in("hejing").post("/desk/inbox/together/", sent)

        problem.refresh_from_db()
        assert problem.voices_count == 3

    @pytest.mark.parametrize(("what", "state"), [("answer", "answered"), ("set_aside", "set_aside")])
    def test_writes_to_all(self, cast: Cast, sign_in: SignIn, what: str, state: str) -> None:
        items = [make_item(), make_item()]

        sent = {"what": what, "words": "请看公示栏第三条。", "chosen": chosen(*items)}
        sign_in("hejing").post("/desk/inbox/together/", sent)

        assert InboxItem.objects.filter(state=state).count() == 2

    def test_keeps_the_words_when_somebody_was_faster(self, cast: Cast, sign_in: SignIn) -> None:
        item = make_item()
        services.answer_voice(voice_id=item.pk, words="在修了。", by=cast.actor("sunli"), at=NOON)

        sent = {"what": "answer", "words": "已经派人。", "chosen": [f"{item.pk}:0"]}
        response = sign_in("hejing").post("/desk/inbox/together/", sent)

        assert response.status_code == 409
        assert "已经派人。" in response.content.decode()

    def test_makes_one_problem(self, cast: Cast, sign_in: SignIn) -> None:
        items, client = [make_item(), make_item("菜场口堵车，也没有路灯。")], sign_in("hejing")
        form = client.get("/desk/inbox/together/", {"what": "open", "chosen": chosen(*items)}, follow=True)

        sent = {
            "title": "路灯",
            "statement": "不亮。",
            "chosen": chosen(*items),
            f"excerpt-{items[1].pk}": "也没有路灯",
        }
        response = client.post("/desk/inbox/problem/new/", sent, follow=True)

        assert form.status_code == response.status_code == 200
        assert Problem.objects.get().voices_count == 2
        assert Part.objects.get(voice=items[1].pk).excerpt == "也没有路灯"


class TestGroup:
    @pytest.mark.parametrize("what", ["split", "leave", "move"])
    def test_previews_then_does(self, cast: Cast, sign_in: SignIn, what: str) -> None:
        problem, other, client = make_problem(cast, 3), make_problem(cast), sign_in("hejing")
        item = queries.item_of(queries.voices_of(problem)[0].pk)
        sent = {"what": what, "chosen": chosen(item), "problem": str(other.number), "title": "新", "statement": "新的"}

        preview = client.get(f"/desk/inbox/group/{problem.number}/regroup/", sent)
        done = client.post(f"/desk/inbox/group/{problem.number}/regroup/", sent, follow=True)

        problem.refresh_from_db()
        assert (preview.status_code, done.status_code, problem.voices_count) == (200, 200, 2)

    def test_merges(self, cast: Cast, sign_in: SignIn) -> None:
        problem, other, client = make_problem(cast, 2), make_problem(cast), sign_in("hejing")

        sent = {"what": "merge", "problem": str(other.number)}
        client.get(f"/desk/inbox/group/{problem.number}/regroup/", {"what": "merge"})
        page = client.post(f"/desk/inbox/group/{problem.number}/regroup/", sent, follow=True)

        other.refresh_from_db()
        assert (page.status_code, other.voices_count) == (200, 3)

    def test_costs_as_many_queries_for_30_voices_as_for_3(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("hejing")
        counts = []
        for voices in (3, 30):
            problem = make_problem(cast, voices)
            client.get("/desk/inbox/group/1/")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/desk/inbox/group/{problem.number}/")
            counts.append(len(captured))

        assert counts[0] == counts[1]


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("搅拌站", 1),
            ("拌站半夜", 1),
            ("站搅拌", 0),
            ("ghsq", 1),
            ("桂花社区", 1),
            ("夜", 1),
            ("！", 0),
            ("半夜 丽发", 1),
        ],
    )
    def test_finds(self, cast: Cast, text: str, found: int) -> None:
        place = add_place(name="桂花社区", code="gh", parent=None, by=cast.actor("hejing"), at=NOON)
        make_item("丽发新城搅拌站半夜响。", place=place)
        make_item("自来水发黄。")

        assert len(queries.inbox(queries.InboxFilter(text=text))[:51]) == found

    def test_looks_further_when_the_newest_only_look_alike(self, cast: Cast) -> None:
        meant = make_item("工地晚上施工，吵。")
        for number in range(3):
            make_item(f"晚上停电，上施家巷，不施工。{number}")

        found = queries.inbox(queries.InboxFilter(text="晚上施工")).order_by("-number")[:2]

        assert [item.pk for item in found] == [meant.pk]

    def test_finds_a_receipt_by_its_locator(self, cast: Cast) -> None:
        item = make_item("自来水发黄。")
        make_item()
        locator = item.voice.receipt.locator

        found = queries.inbox(queries.InboxFilter(text=f"{locator[:4]} {locator[4:]}"))

        assert [one.pk for one in found[:51]] == [item.pk]
