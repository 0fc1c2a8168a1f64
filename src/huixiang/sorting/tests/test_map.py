"""The organisation's own map: taken in, replaced, removed, brought back; and hot issues upon it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.folio.geojson import read_shapes
from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed
from huixiang.listening.models import Place
from huixiang.listening.services import add_place
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import MapShape, PlaceMap
from huixiang.sorting.queries import HotFilter
from huixiang.sorting.services import NoMap, NoPlaceOnMap
from huixiang.sorting.testing import make_matter

SignIn = Callable[[str], Client]
ADDRESS = "/desk/inbox/hot/map/"


def geojson(*named: tuple[str, str], at: float = 120.0) -> bytes:
    square = [[at, 30], [at + 0.1, 30], [at + 0.1, 30.1], [at, 30.1], [at, 30]]
    features = [
        {"type": "Feature", "properties": {"name": name, "code": code},
         "geometry": {"type": "Polygon", "coordinates": [square]}} for name, code in named
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def village(cast: Cast) -> Place:
    return add_place(name="桂花社区", code="gh", parent=None, by=cast.actor("hejing"), at=NOON)


def put(cast: Cast, *named: tuple[str, str], by: str = "liufang") -> PlaceMap:
    return services.put_map(shapes=read_shapes(geojson(*named)), file_name="places.geojson", by=cast.actor(by), at=NOON)


class TestPuttingAMap:
    def test_matches_by_code_before_name_and_names_the_rest(self, cast: Cast, village: Place) -> None:
        shown = put(cast, ("别的名字", "gh"), ("李桥社区", "lq"))

        assert list(MapShape.objects.values_list("place", flat=True)) == [village.pk]
        assert shown.unmatched == [("李桥社区", "lq")]
        assert JournalEntry.objects.get(action="sorting.map.put").after["places"] == 1

    def test_fills_the_drawing_with_our_places_alone(self, cast: Cast, village: Place) -> None:
        ours, far = read_shapes(geojson(("", "gh"))), read_shapes(geojson(("省城", "sc"), at=80.0))

        services.put_map(shapes=[*far, *ours], file_name="m", by=cast.actor("liufang"), at=NOON)

        assert MapShape.objects.get().outline.startswith("M40,")
        assert "960," in MapShape.objects.get().outline

    def test_leaves_a_name_that_two_places_bear_unmatched(self, cast: Cast, village: Place) -> None:
        add_place(name="桂花社区", code="gh2", parent=village, by=cast.actor("hejing"), at=NOON)

        with pytest.raises(NoPlaceOnMap):
            put(cast, ("桂花社区", ""))

        assert not PlaceMap.objects.exists()

    def test_is_the_offices_business(self, cast: Cast, village: Place) -> None:
        with pytest.raises(NotAllowed):
            put(cast, ("桂花社区", "gh"), by="hejing")

        assert not PlaceMap.objects.exists()

    def test_keeps_the_one_before_which_can_be_brought_back(self, cast: Cast, village: Place) -> None:
        first, _second = put(cast, ("桂花社区", "gh")), put(cast, ("桂花社区", "gh"))

        assert services.bring_back_map(by=cast.actor("liufang"), at=NOON) == first
        assert queries.map_shown() == first

    def test_can_be_removed_and_brought_back(self, cast: Cast, village: Place) -> None:
        shown = put(cast, ("桂花社区", "gh"))

        services.remove_map(by=cast.actor("liufang"), at=NOON)

        assert queries.map_shown() is None
        assert services.bring_back_map(by=cast.actor("liufang"), at=NOON) == shown

    def test_refuses_to_remove_or_bring_back_what_is_not_there(self, cast: Cast) -> None:
        for act in (services.remove_map, services.bring_back_map):
            with pytest.raises(NoMap):
                act(by=cast.actor("liufang"), at=NOON)


class TestHotIssuesOnIt:
    def test_stand_at_the_nearest_place_drawn(self, cast: Cast, village: Place) -> None:
        point = add_place(name="三号楼", code="gh-3", parent=village, by=cast.actor("hejing"), at=NOON)
        shapes = queries.shapes_of(put(cast, ("", "gh")))
        matter, _nowhere = make_matter(place=point), make_matter(key="m2")

        found, elsewhere = queries.hot_on(shapes, HotFilter())

        assert [(one.matter, one.shape.place_id) for one in found] == [(matter, village.pk)]
        assert elsewhere == 1


class TestTheMapPage:
    def test_draws_circles_as_links_with_the_same_as_a_table(self, cast: Cast, village: Place, sign_in: SignIn) -> None:
        put(cast, ("", "gh"))
        matter = make_matter(place=village)

        page = sign_in("hejing").get(ADDRESS).content.decode()

        assert page.count(f'href="/desk/inbox/hot/{matter.pk}/"') == 2
        assert "2 人说起" in page
        assert "放上这张地图" not in page

    def test_says_what_to_do_when_there_is_none(self, cast: Cast, sign_in: SignIn) -> None:
        page = sign_in("liufang").get(ADDRESS).content.decode()

        assert "还没有地图" in page
        assert "放上这张地图" in page

    def test_takes_a_file_in_and_shows_names_as_text(self, cast: Cast, village: Place, sign_in: SignIn) -> None:
        file = SimpleUploadedFile("m.geojson", geojson(("桂花社区", "gh"), ("<script>x</script>", "q")))
        office = sign_in("liufang")

        assert office.post(f"{ADDRESS}change/", {"file": file}).status_code == 302
        page = office.get(ADDRESS).content.decode()
        assert "&lt;script&gt;x" in page
        assert "<script>x" not in page

    @pytest.mark.parametrize(
        ("content", "words"), [(b"PK", "损坏"), (geojson(("桂花社区", "gh"), at=4_120_000), "WGS 84")]
    )
    def test_says_what_is_wrong_with_a_file(
        self, cast: Cast, village: Place, sign_in: SignIn, content: bytes, words: str
    ) -> None:
        answer = sign_in("liufang").post(f"{ADDRESS}change/", {"file": SimpleUploadedFile("m.json", content)})

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not PlaceMap.objects.exists()

    def test_refuses_a_map_of_other_places(self, cast: Cast, village: Place, sign_in: SignIn) -> None:
        file = SimpleUploadedFile("m.geojson", geojson(("别处", "x")))

        assert sign_in("liufang").post(f"{ADDRESS}change/", {"file": file}).status_code == 409

    def test_costs_as_many_queries_for_many_hot_issues(self, cast: Cast, village: Place, sign_in: SignIn) -> None:
        put(cast, ("", "gh"))
        clerk, counts = sign_in("hejing"), list[Any]()
        clerk.get(ADDRESS)  # what is read once and kept is not counted
        for keys in (range(3), range(3, 30)):
            for key in keys:
                make_matter(voices=1, key=f"k{key}", place=village)
            with CaptureQueriesContext(connection) as asked:
                clerk.get(ADDRESS)
            counts.append(len(asked))

        assert counts[0] == counts[1]
