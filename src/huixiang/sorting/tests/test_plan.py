"""A plan as a picture: taken in, places put upon it by pressing or typing, moved, taken off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.folio.plans import Plan, read_plan
from huixiang.folio.tests.test_plans import picture
from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.listening.models import Place
from huixiang.listening.services import add_place, close_place
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import MapShape, PlaceMap
from huixiang.sorting.services import BesideTheMap, NoMap
from huixiang.sorting.testing import make_matter

SignIn = Callable[[str], Client]
MAP = "/desk/inbox/hot/map/"
PLACES = f"{MAP}places/"
ENDLESS = {"at.x": "9" * 5000, "at.y": "1"}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(picture(400, 200), name="plan.png")


@pytest.fixture
def village(cast: Cast) -> Place:
    return add_place(name="桂花社区", code="gh", parent=None, by=cast.actor("hejing"), at=NOON)


@pytest.fixture
def shown(cast: Cast, village: Place, plan: Plan) -> PlaceMap:
    return services.put_plan(plan=plan, file_name="墙上的图.png", by=cast.actor("liufang"), at=NOON)


class TestPutPlan:
    def test_is_as_wide_as_every_map_and_takes_the_place_of_one(self, cast: Cast, shown: PlaceMap, plan: Plan) -> None:
        second = services.put_plan(plan=plan, file_name="b.png", by=cast.actor("liufang"), at=NOON)

        assert (second.height, queries.map_shown(), queries.picture_of(second)) == (500, second, plan.content)
        assert services.bring_back_map(by=cast.actor("liufang"), at=NOON) == shown

    def test_is_the_offices_business(self, cast: Cast, plan: Plan) -> None:
        with pytest.raises(NotAllowed):
            services.put_plan(plan=plan, file_name="b.png", by=cast.actor("hejing"), at=NOON)


class TestPutPlace:
    def test_stands_where_it_was_put_last(self, cast: Cast, shown: PlaceMap, village: Place) -> None:
        for x in (10, 700):
            services.put_place(place=village, x=x, y=20, by=cast.actor("liufang"), at=NOON)

        assert [(one.x, one.y) for one in queries.shapes_of(shown)] == [(700, 20)]
        assert JournalEntry.objects.filter(action="sorting.map.place_put").order_by("-id")[0].before["x"] == 10

    @pytest.mark.parametrize("at", [(1_001, 0), (0, 501), (-1, 0)])
    def test_is_refused_beside_the_plan(self, cast: Cast, shown: PlaceMap, village: Place, at: tuple[int, int]) -> None:
        with pytest.raises(BesideTheMap, match="0 到 500"):
            services.put_place(place=village, x=at[0], y=at[1], by=cast.actor("liufang"), at=NOON)

        assert not MapShape.objects.exists()

    def test_needs_a_plan(self, cast: Cast, village: Place) -> None:
        with pytest.raises(NoMap):
            services.put_place(place=village, x=1, y=1, by=cast.actor("liufang"), at=NOON)

    def test_is_taken_off_again(self, cast: Cast, shown: PlaceMap, village: Place) -> None:
        services.put_place(place=village, x=10, y=20, by=cast.actor("liufang"), at=NOON)

        for _again in range(2):
            services.take_place_off(place=village, by=cast.actor("liufang"), at=NOON)

        assert not MapShape.objects.exists()
        assert JournalEntry.objects.get(action="sorting.map.place_off").before == {
            "place": village.pk,
            "x": 10,
            "y": 20,
        }


class TestThePages:
    def test_take_a_picture_in_and_say_what_is_wrong_with_one(self, cast: Cast, sign_in: SignIn) -> None:
        office = sign_in("liufang")
        for content, name, words in (
            (b"PK", "a.png", "a.png"),
            (picture(10, 31), "b.png", "三倍"),
            (b"", "c.png", "空"),
        ):
            answer = office.post(f"{MAP}plan/", {"plan": SimpleUploadedFile(name, content)})
            assert (answer.status_code, words in answer.content.decode()) == (422, True)

        answer = office.post(f"{MAP}plan/", {"plan": SimpleUploadedFile("图.png", picture(40, 20))})
        assert (answer.status_code, answer.headers["Location"]) == (302, PLACES)

    def test_put_one_place_after_the_other_where_the_picture_is_pressed(
        self, cast: Cast, shown: PlaceMap, village: Place, sign_in: SignIn
    ) -> None:
        add_place(name="李桥社区", code="lq", parent=None, by=cast.actor("hejing"), at=NOON)
        closed = add_place(name="旧村", code="jc", parent=None, by=cast.actor("hejing"), at=NOON)
        close_place(place_id=closed.pk, by=cast.actor("liufang"), at=NOON)
        office = sign_in("liufang")
        before = office.get(PLACES).content.decode()

        office.post(PLACES, {"place": "桂花社区", "at.x": "120", "at.y": "80"})

        after = office.get(PLACES).content.decode()
        assert ['value="桂花社区"' in before, 'value="李桥社区"' in after, "还有 1 个地点" in after] == [True] * 3
        assert [(one.x, one.y) for one in queries.shapes_of(shown)] == [(120, 80)]

    def test_take_numbers_and_ask_again_for_none(
        self, cast: Cast, shown: PlaceMap, village: Place, sign_in: SignIn
    ) -> None:
        office = sign_in("liufang")
        for typed, status in (
            ({"at.x": "0", "at.y": "0"}, 422),
            ({"x": "5"}, 422),
            ({"x": "5", "y": "900"}, 409),
            (ENDLESS, 422),
        ):
            answer = office.post(PLACES, {"place": "桂花社区", **typed})
            assert (answer.status_code, "桂花社区" in answer.content.decode()) == (status, True)

        assert office.post(PLACES, {"place": "桂花社区", "x": "5", "y": "9"}).status_code == 302
        assert office.post(PLACES, {"off": "9" * 5000}).status_code == 404
        office.post(PLACES, {"off": MapShape.objects.get().pk})
        assert not MapShape.objects.exists()

    def test_draw_hot_issues_upon_the_plan(self, cast: Cast, shown: PlaceMap, village: Place, sign_in: SignIn) -> None:
        services.put_place(place=village, x=10, y=20, by=cast.actor("liufang"), at=NOON)
        matter, clerk = make_matter(place=village), sign_in("hejing")

        page = clerk.get(MAP).content.decode()

        assert f'href="{MAP}picture/{shown.pk}/"' in page
        assert page.count(f'href="/desk/inbox/hot/{matter.pk}/"') == 2
        assert clerk.get(f"{MAP}picture/{shown.pk}/").headers["Content-Type"] == "image/png"

    def test_of_places_leads_to_the_map_without_a_plan(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in("liufang").get(PLACES).headers["Location"] == MAP
