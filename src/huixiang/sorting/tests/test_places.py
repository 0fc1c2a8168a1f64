"""Places moved in the tree, closed and opened again; what was said there stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from huixiang.journal.models import JournalEntry
from huixiang.listening.models import Place
from huixiang.listening.queries import place_named, places_like
from huixiang.listening.services import PlaceStays, add_place, close_place, move_place, reopen_place
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.testing import make_item

SignIn = Callable[[str], Client]


@pytest.fixture
def tree(cast: Cast) -> tuple[Place, Place, Place]:
    """Two towns, and a village in the first."""
    by = cast.actor("liufang")
    first = add_place(name="青禾镇", code="qh", parent=None, by=by, at=NOON)
    second = add_place(name="临江镇", code="lj", parent=None, by=by, at=NOON)
    return first, second, add_place(name="桂花社区", code="gh", parent=first, by=by, at=NOON)


Tree = tuple[Place, Place, Place]


class TestMovingAPlace:
    def test_takes_along_what_lies_in_it(self, cast: Cast, tree: Tree) -> None:
        first, second, village = tree

        move_place(place_id=first.pk, parent_id=second.pk, by=cast.actor("liufang"), at=NOON)

        village.refresh_from_db()
        assert village.path == f"/{second.pk}/{first.pk}/{village.pk}/"
        assert JournalEntry.objects.get(action="listening.place.moved").after == {"lies_in": "临江镇"}

    def test_to_the_top_needs_no_other(self, cast: Cast, tree: Tree) -> None:
        village = move_place(place_id=tree[2].pk, parent_id=None, by=cast.actor("liufang"), at=NOON)

        assert (village.parent, village.path) == (None, f"/{village.pk}/")

    def test_refuses_itself_where_it_is_and_a_closed_one(self, cast: Cast, tree: Tree) -> None:
        first, second, village = tree
        close_place(place_id=second.pk, by=cast.actor("liufang"), at=NOON)

        for moved, into in ((first, village), (village, first), (village, second)):
            with pytest.raises(PlaceStays):
                move_place(place_id=moved.pk, parent_id=into.pk, by=cast.actor("liufang"), at=NOON)

        assert not JournalEntry.objects.filter(action="listening.place.moved").exists()


class TestClosingAPlace:
    def test_offers_it_no_more_until_it_is_opened_again(self, cast: Cast, tree: Tree) -> None:
        village = close_place(place_id=tree[2].pk, by=cast.actor("liufang"), at=NOON)

        assert (village.closed_on, place_named("桂花社区"), places_like("桂花")) == (NOON.date(), None, [])
        reopen_place(place_id=village.pk, by=cast.actor("liufang"), at=NOON)
        assert place_named("桂花社区") == village

    def test_refuses_while_open_places_lie_in_it(self, cast: Cast, tree: Tree) -> None:
        with pytest.raises(PlaceStays, match="1"):
            close_place(place_id=tree[0].pk, by=cast.actor("liufang"), at=NOON)

    def test_refuses_twice_and_to_open_what_is_open(self, cast: Cast, tree: Tree) -> None:
        close_place(place_id=tree[2].pk, by=cast.actor("liufang"), at=NOON)

        with pytest.raises(PlaceStays):
            close_place(place_id=tree[2].pk, by=cast.actor("liufang"), at=NOON)
        with pytest.raises(PlaceStays):
            reopen_place(place_id=tree[1].pk, by=cast.actor("liufang"), at=NOON)


class TestThePageOfAPlace:
    def test_moves_closes_and_opens_it(self, cast: Cast, tree: Tree, sign_in: SignIn) -> None:
        _first, second, village = tree
        office, address = sign_in("liufang"), f"/desk/taxonomies/places/{village.pk}/"

        for typed in ({"act": "move", "move-into": "ljz"}, {"act": "close"}):
            assert office.post(address, typed).status_code == 302

        village.refresh_from_db()
        assert (village.parent, village.closed_on is not None) == (second, True)
        assert "恢复使用" in office.get(address).content.decode()

    def test_says_why_it_cannot_be_closed(self, cast: Cast, tree: Tree, sign_in: SignIn) -> None:
        answer = sign_in("liufang").post(f"/desk/taxonomies/places/{tree[0].pk}/", {"act": "close"})

        assert answer.status_code == 409
        assert "下面还有 1 个在用的地点" in answer.content.decode()

    def test_is_the_offices_business(self, cast: Cast, tree: Tree, sign_in: SignIn) -> None:
        answer = sign_in("hejing").post(f"/desk/taxonomies/places/{tree[2].pk}/", {"act": "close"})

        assert answer.status_code == 403

    def test_the_inbox_offers_the_open_places(self, cast: Cast, tree: Tree, sign_in: SignIn) -> None:
        make_item()
        close_place(place_id=tree[2].pk, by=cast.actor("liufang"), at=NOON)

        page = sign_in("hejing").get("/desk/inbox/").content.decode()

        assert '<option value="临江镇">' in page
        assert "桂花社区" not in page
