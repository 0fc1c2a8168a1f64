from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound, Refusal
from huixiang.people import closing, queries, services
from huixiang.people.models import Unit, UnitMove
from huixiang.people.testing import NOON, Cast
from huixiang.people.tests.pagecheck import check_page

SignIn = Callable[[str], Client]


def entries(action: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(action=action))


@pytest.fixture
def lamps(cast: Cast) -> Unit:
    """A unit below roads."""
    return services.add_unit(name="路灯所", code="lamps", parent=cast.roads, by=cast.actor("admin"), at=NOON)


@pytest.fixture
def open_problems() -> Iterator[None]:
    def two_problems(unit: Unit) -> list[str]:
        return ["问题 3：路灯不亮", "问题 7：路面塌陷"] if unit.code == "lamps" else []

    closing.register_obstacle(two_problems)
    yield
    closing.forget_obstacle(two_problems)


class TestAddUnit:
    def test_hangs_it_below_another_and_writes_it_down(self, cast: Cast, lamps: Unit) -> None:
        assert lamps.path == f"{cast.roads.path}{lamps.pk}/"
        assert entries("people.unit.added")[-1].after == {"code": "lamps", "name": "路灯所"}
        assert entries("people.unit.added")[-1].actor_name == "管理员"

    def test_refuses_a_code_in_use_and_writes_nothing(self, cast: Cast) -> None:
        with pytest.raises(services.NameTaken):
            services.add_unit(name="另一个", code="roads", parent=cast.top, by=cast.actor("admin"), at=NOON)

        assert not Unit.objects.filter(name="另一个").exists()

    def test_refuses_somebody_else_than_an_administrator(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.add_unit(name="新", code="new", parent=cast.top, by=cast.actor("hejing"), at=NOON)

        assert not Unit.objects.filter(code="new").exists()

    def test_refuses_a_closed_unit_above(self, cast: Cast, lamps: Unit) -> None:
        closed = services.close_unit(unit_id=lamps.pk, by=cast.actor("admin"), at=NOON)

        with pytest.raises(services.UnitClosed):
            services.add_unit(name="新", code="new", parent=closed, by=cast.actor("admin"), at=NOON)

        assert not Unit.objects.filter(code="new").exists()

    def test_refuses_a_tree_that_is_too_deep(self, cast: Cast) -> None:
        deep = Unit.objects.create(name="深", code="deep", parent=cast.top, path="/" + "1/" * 99)

        with pytest.raises(services.MoveImpossible):
            services.add_unit(name="新", code="new", parent=deep, by=cast.actor("admin"), at=NOON)

        assert not Unit.objects.filter(code="new").exists()


class TestRenameUnit:
    def test_keeps_the_old_name_in_the_journal(self, cast: Cast) -> None:
        services.rename_unit(unit_id=cast.roads.pk, name="道路股", by=cast.actor("admin"), at=NOON)

        cast.roads.refresh_from_db()
        assert cast.roads.name == "道路股"
        assert entries("people.unit.renamed")[0].before == {"name": "市政道路股", "name_en": ""}

    def test_refuses_a_unit_that_is_not_there(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.rename_unit(unit_id=999_999, name="无", by=cast.actor("admin"), at=NOON)


class TestMoveUnit:
    def test_takes_everything_below_along_and_keeps_where_it_was(self, cast: Cast, lamps: Unit) -> None:
        services.move_unit(unit_id=cast.roads.pk, parent_id=cast.water.pk, by=cast.actor("admin"), at=NOON)

        lamps.refresh_from_db()
        assert lamps.path == f"{cast.water.path}{cast.roads.pk}/{lamps.pk}/"
        assert lamps.pk in queries.units_below(cast.water)
        move = UnitMove.objects.get()
        assert (move.unit_id, move.from_parent_id, move.to_parent_id) == (cast.roads.pk, cast.top.pk, cast.water.pk)
        assert entries("people.unit.moved")[0].after == {"parent": cast.water.pk}

    @pytest.mark.parametrize("place", ["lamps", "roads", "top"], ids=["below itself", "itself", "where it is"])
    def test_refuses_and_writes_nothing_when_the_place_is(self, place: str, cast: Cast, lamps: Unit) -> None:
        parent = Unit.objects.get(code=place)

        with pytest.raises(services.MoveImpossible):
            services.move_unit(unit_id=cast.roads.pk, parent_id=parent.pk, by=cast.actor("admin"), at=NOON)

        assert Unit.objects.get(code="roads").path == cast.roads.path
        assert not UnitMove.objects.exists()

    def test_refuses_the_top_unit(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.move_unit(unit_id=cast.top.pk, parent_id=cast.roads.pk, by=cast.actor("admin"), at=NOON)

    def test_on_its_page_shows_where_it_was(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")
        path = reverse("people:unit_move", args=[cast.roads.pk])

        text = check_page(client.post(path, {"parent": cast.water.pk}, follow=True))
        assert "管理员把它从青禾县城管局（qinghe）调到供排水股" in text

        check_page(client.post(path, {"parent": cast.roads.pk}), status=409)
        check_page(client.post(path, {}), status=422)


class TestCloseUnit:
    def test_keeps_it_on_record_and_out_of_the_choices(self, cast: Cast, lamps: Unit) -> None:
        services.close_unit(unit_id=lamps.pk, by=cast.actor("admin"), at=NOON)

        assert lamps not in queries.open_units()
        assert entries("people.unit.closed")[0].after == {"on": "2026-03-02"}

    def test_refuses_a_unit_with_people_or_units(self, cast: Cast, lamps: Unit) -> None:
        with pytest.raises(services.UnitNeeded) as refusal:
            services.close_unit(unit_id=cast.roads.pk, by=cast.actor("admin"), at=NOON)

        assert refusal.value.obstacles == ["下面还有 1 个单位。", "还有 2 个人在这个单位。"]
        assert Unit.objects.get(code="roads").closed_on is None

    def test_refuses_with_the_list_of_open_problems(
        self, cast: Cast, lamps: Unit, sign_in: SignIn, open_problems: None
    ) -> None:
        response = sign_in("admin").post(reverse("people:unit_close", args=[lamps.pk]))

        text = check_page(response, status=409)
        assert "问题 3：路灯不亮" in text
        assert "问题 7：路面塌陷" in text
        assert Unit.objects.get(code="lamps").closed_on is None
        assert not entries("people.unit.closed")

    @pytest.mark.parametrize("code", ["top", "lamps"], ids=["the top unit", "a closed unit"])
    def test_refuses(self, code: str, cast: Cast, lamps: Unit) -> None:
        services.close_unit(unit_id=lamps.pk, by=cast.actor("admin"), at=NOON)

        with pytest.raises(NotAllowed):
            services.close_unit(unit_id=Unit.objects.get(code=code).pk, by=cast.actor("admin"), at=NOON)


class TestUnitForm:
    def test_adds_a_unit_and_goes_back_to_the_tree(self, cast: Cast, sign_in: SignIn) -> None:
        facts = {"name": "环卫所", "code": "clean", "parent": cast.top.pk}

        text = check_page(sign_in("admin").post(reverse("people:unit_add"), facts, follow=True))

        assert "环卫所已经加上" in text

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")

        text = check_page(client.post(reverse("people:unit_add"), {"name": "环卫所", "code": "Bad Code"}), status=422)
        assert 'value="环卫所"' in text
        facts = {"name": "环卫所", "code": "roads", "parent": cast.top.pk}
        assert "代号 roads 已经有单位在用" in check_page(client.post(reverse("people:unit_add"), facts), status=409)

    def test_renames_a_unit(self, cast: Cast, sign_in: SignIn) -> None:
        path = reverse("people:unit_rename", args=[cast.roads.pk])

        assert "道路所" in check_page(sign_in("admin").post(path, {"name": "道路所"}, follow=True))
        check_page(sign_in("admin").post(path, {"name": ""}), status=422)


class TestOwnDay:
    def test_goes_before_the_public_calendar(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("admin")
        page = reverse("people:own_days")

        text = check_page(client.post(page, {"day": "2026-03-04", "working": "no", "name": "建局日"}, follow=True))

        assert "3月4日（周三） · 不上班 · 建局日" in text
        own = queries.own_days().get()
        assert not queries.working_calendar().is_working(own.day)
        assert entries("people.day.set")[0].after == {"day": "2026-03-04", "working": False}

        client.post(reverse("people:own_day_remove", args=[own.pk]))
        assert queries.working_calendar().is_working(own.day)
        assert entries("people.day.removed")

    def test_needs_a_day_that_exists(self, sign_in: SignIn) -> None:
        facts = {"day": "2026-02-30", "working": "no", "name": "无"}

        check_page(sign_in("admin").post(reverse("people:own_days"), facts), status=422)

    def test_is_for_administrators(self, cast: Cast) -> None:
        with pytest.raises(Refusal):
            services.set_own_day(day=NOON.date(), working=True, name="无", by=cast.actor("hejing"), at=NOON)


class TestUnitNames:
    def test_are_english_on_an_english_desk_where_there_is_one(self, cast: Cast, sign_in: SignIn) -> None:
        cast.roads.name_en = "Roads Section"
        cast.roads.save()
        client = sign_in("admin")
        client.cookies["django_language"] = "en"

        with override("zh-hans"):  # the language of the page is left again
            text = check_page(client.get(reverse("people:units")), language="en")

        assert "Roads Section" in text
        assert cast.water.name in text
