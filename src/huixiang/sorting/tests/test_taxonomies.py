"""Taxonomies: begun, added to, worded anew, closed, taken in from a spreadsheet. Nothing of the past is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.folio.tables import Row, Table, write_table
from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.listening.models import Place
from huixiang.listening.services import add_place, import_places, rename_place
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import queries, services
from huixiang.sorting.models import Label, LabelGiven, LabelWording, Taxonomy
from huixiang.sorting.services import CodeInUse, LabelClosed, NotFilledIn
from huixiang.sorting.states import TaxonomyKind
from huixiang.sorting.testing import make_item
from huixiang.sorting.tree_table import outline, read_tree

SignIn = Callable[[str], Client]
TREE = [("城乡建设", "市政", "路灯"), ("城乡建设", "市政", "公厕"), ("教育", "收费", "补课")]


def begin(cast: Cast, code: str = "ours", kind: TaxonomyKind = TaxonomyKind.TOPIC) -> Taxonomy:
    return services.begin_taxonomy(
        name="我们的分类", code=code, kind=kind, several=False, by=cast.actor("liufang"), at=NOON
    )


def add(cast: Cast, taxonomy: Taxonomy, name: str, **facts: object) -> Label:
    return services.add_label(taxonomy_id=taxonomy.pk, name=name, by=cast.actor("liufang"), at=NOON, **facts)  # type: ignore[arg-type]


def table(*rows: tuple[str, ...]) -> Table:
    header = ("一级分类", "二级分类", "三级分类")
    return Table(header, tuple(Row(at, dict(zip(header, row, strict=True))) for at, row in enumerate(rows, start=2)))


class TestShipped:
    @pytest.mark.parametrize(("name", "count"), [("four-winds", 4), ("public-affairs", 15)])
    def test_is_begun_with_its_labels_and_their_words(self, cast: Cast, name: str, count: int) -> None:
        taxonomy = services.start_shipped(name=name, by=cast.actor("liufang"), at=NOON)

        assert taxonomy.labels.count() == count
        assert all(wording.keywords for wording in LabelWording.objects.all())
        assert JournalEntry.objects.filter(action="sorting.taxonomy.begun").count() == 1

    def test_is_begun_once(self, cast: Cast) -> None:
        services.start_shipped(name="four-winds", by=cast.actor("liufang"), at=NOON)

        with pytest.raises(CodeInUse):
            services.start_shipped(name="four-winds", by=cast.actor("liufang"), at=NOON)

        assert Taxonomy.objects.count() == 1

    def test_that_does_not_exist_is_not_found(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            services.start_shipped(name="five-winds", by=cast.actor("liufang"), at=NOON)

    def test_is_begun_by_the_office_alone(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            services.start_shipped(name="four-winds", by=cast.actor("hejing"), at=NOON)

        assert not Taxonomy.objects.exists()


class TestChange:
    def test_renames_and_closes_and_opens_again(self, cast: Cast) -> None:
        taxonomy, given = begin(cast), {"several": True, "suggests": True, "by": cast.actor("liufang"), "at": NOON}

        closed = services.change_taxonomy(taxonomy_id=taxonomy.pk, name="旧的", closed=True, **given)  # type: ignore[arg-type]
        assert (closed.name, closed.closed_on, closed.suggests) == ("旧的", NOON.date(), False)

        again = services.change_taxonomy(taxonomy_id=taxonomy.pk, name="旧的", closed=False, **given)  # type: ignore[arg-type]
        assert (again.closed_on, again.suggests, again.code) == (None, True, "ours")

    def test_is_made_on_the_page(self, cast: Cast, sign_in: SignIn) -> None:
        taxonomy = begin(cast)

        page = sign_in("liufang").post(f"/desk/taxonomies/{taxonomy.pk}/change/", {"use-name": "新名"}, follow=True)

        assert "新名" in page.content.decode()

    def test_needs_a_name(self, cast: Cast, sign_in: SignIn) -> None:
        response = sign_in("liufang").post(f"/desk/taxonomies/{begin(cast).pk}/change/", {"use-name": ""})

        assert response.status_code == 422
        assert Taxonomy.objects.get().name == "我们的分类"


class TestLabel:
    def test_gets_the_next_number_below_another(self, cast: Cast) -> None:
        taxonomy = begin(cast)
        first = add(cast, taxonomy, "城乡建设")

        second, below = add(cast, taxonomy, "教育"), add(cast, taxonomy, "路灯", parent_id=first.pk)

        assert [first.code, second.code, below.code] == ["1", "2", "1.1"]
        assert below.path == f"/{first.pk}/{below.pk}/"

    def test_has_a_code_of_its_own(self, cast: Cast) -> None:
        taxonomy = begin(cast)
        add(cast, taxonomy, "城乡建设", code="A1")

        with pytest.raises(CodeInUse):
            add(cast, taxonomy, "教育", code="A1")

        assert Label.objects.count() == 1

    def test_needs_a_name(self, cast: Cast) -> None:
        with pytest.raises(NotFilledIn):
            add(cast, begin(cast), " ")

        assert not Label.objects.exists()

    def test_that_is_worded_anew_keeps_how_it_read(self, cast: Cast) -> None:
        label = add(cast, begin(cast), "城建", definition="旧的")

        services.reword_label(label_id=label.pk, name="城乡建设", keywords=["路灯"], by=cast.actor("liufang"), at=NOON)

        assert list(queries.wordings_of(label).values_list("name", "definition")) == [
            ("城乡建设", ""),
            ("城建", "旧的"),
        ]
        assert (Label.objects.get().name, Label.objects.get().code) == ("城乡建设", "1")

    def test_that_is_closed_takes_those_below_along_and_keeps_its_voices(self, cast: Cast) -> None:
        taxonomy = begin(cast)
        old, new = add(cast, taxonomy, "城建"), add(cast, taxonomy, "住建")
        below, item = add(cast, taxonomy, "路灯", parent_id=old.pk), make_item()
        LabelGiven.objects.create(voice=item.voice, label=below, taxonomy=taxonomy, at=NOON)

        services.close_label(label_id=old.pk, replaced_by_id=new.pk, by=cast.actor("liufang"), at=NOON)

        assert list(Label.objects.filter(until=None)) == [new]
        assert queries.voices_by_label(taxonomy)[old.pk] == 1

    def test_cannot_be_replaced_by_what_lies_in_it(self, cast: Cast) -> None:
        taxonomy = begin(cast)
        old = add(cast, taxonomy, "城建")
        below = add(cast, taxonomy, "路灯", parent_id=old.pk)

        with pytest.raises(LabelClosed):
            services.close_label(label_id=old.pk, replaced_by_id=below.pk, by=cast.actor("liufang"), at=NOON)

        assert not Label.objects.exclude(until=None).exists()

    def test_takes_nothing_below_it_while_closed_and_can_be_opened_again(self, cast: Cast) -> None:
        taxonomy, by = begin(cast), cast.actor("liufang")
        label = add(cast, taxonomy, "城建")
        services.close_label(label_id=label.pk, by=by, at=NOON)

        with pytest.raises(LabelClosed):
            add(cast, taxonomy, "路灯", parent_id=label.pk)

        services.reopen_label(label_id=label.pk, by=by, at=NOON)
        assert add(cast, taxonomy, "路灯", parent_id=label.pk).code == "1.1"


class TestTreeTable:
    def test_reads_empty_cells_as_the_ones_above(self) -> None:
        tree = read_tree(table(("城乡建设", "市政", "路灯"), ("", "", "公厕"), ("教育", "收费", "补课")))

        assert (tree.paths, tree.wrong) == (TREE, [])

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (("", "", ""), "哪一级都没有填"),
            (("教育", "", "补课"), "第 2 级是空的"),
            (("教育", "收费", "补" * 81), "超过 80 个字"),
            (("城乡建设", "市政", "路灯"), "前面的行里已经有了"),
        ],
    )
    def test_says_of_each_row_why_it_is_left_out(self, row: tuple[str, ...], reason: str) -> None:
        tree = read_tree(table(("城乡建设", "市政", "路灯"), row))

        assert len(tree.paths) == 1
        assert [number for number, _cells, _why in tree.wrong] == [3]
        assert reason in tree.wrong[0][2]

    def test_outline_puts_each_node_behind_its_own(self) -> None:
        nodes = outline([("甲", "一"), ("乙",), ("甲", "二")])

        assert nodes == [(0, "甲"), (1, "一"), (1, "二"), (0, "乙")]

    def test_reads_a_scheme_of_hundreds_whole(self, cast: Cast) -> None:
        rows = [(f"甲{n // 50}", f"乙{n // 10}", f"丙{n}") for n in range(500)]
        tree = read_tree(table(*rows))
        taxonomy = begin(cast)

        services.import_labels(taxonomy_id=taxonomy.pk, paths=tree.paths, by=cast.actor("liufang"), at=NOON)

        assert (len(tree.paths), tree.wrong) == (500, [])
        assert (Label.objects.count(), Label.objects.filter(children=None).count()) == (560, 500)


class TestImport:
    def test_adds_every_node_once_with_its_code(self, cast: Cast) -> None:
        taxonomy = begin(cast)

        services.import_labels(taxonomy_id=taxonomy.pk, paths=TREE, by=cast.actor("liufang"), at=NOON)

        assert {label.code: label.name for label in queries.labels_of(taxonomy)} == {
            "1": "城乡建设", "1.1": "市政", "1.1.1": "路灯", "1.1.2": "公厕",
            "2": "教育", "2.1": "收费", "2.1.1": "补课",
        }  # fmt: skip

    def test_twice_adds_nothing(self, cast: Cast) -> None:
        taxonomy, by = begin(cast), cast.actor("liufang")
        services.import_labels(taxonomy_id=taxonomy.pk, paths=TREE, by=by, at=NOON)

        taken = services.import_labels(taxonomy_id=taxonomy.pk, paths=TREE, by=by, at=NOON)

        assert (taken.added, taken.known, Label.objects.count()) == (0, 7, 7)

    def test_of_units_follows_their_tree(self, cast: Cast) -> None:
        assert services.unit_paths() == [("市政道路股",), ("供排水股",)]

    def test_of_places_makes_them_findable_by_initials(self, cast: Cast) -> None:
        added = import_places(paths=[("青禾镇", "桂花社区")], by=cast.actor("liufang"), at=NOON)

        place = Place.objects.get(name="桂花社区")
        assert (added, place.initials, place.parent) == ((2, 0), "ghsq", Place.objects.get(name="青禾镇"))

    def test_of_places_leaves_those_alone_that_are_there(self, cast: Cast) -> None:
        add_place(name="青禾镇", code="qh", parent=None, by=cast.actor("liufang"), at=NOON)

        assert import_places(paths=[("青禾镇", "桂花社区")], by=cast.actor("liufang"), at=NOON) == (1, 1)

    def test_of_a_renamed_place_follows_the_new_name(self, cast: Cast) -> None:
        place = add_place(name="桂花村", code="gh", parent=None, by=cast.actor("liufang"), at=NOON)

        rename_place(place_id=place.pk, name="桂花社区", by=cast.actor("liufang"), at=NOON)

        assert Place.objects.get().initials == "ghsq"
        assert JournalEntry.objects.filter(action="listening.place.renamed").exists()


class TestPages:
    def test_begin_a_shipped_taxonomy_by_a_button(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")

        response = client.post("/desk/taxonomies/start/", {"name": "four-winds"}, follow=True)

        assert "形式主义" in response.content.decode()

    def test_begin_one_of_our_own(self, cast: Cast, sign_in: SignIn) -> None:
        typed = {"name": "对象", "code": "whom", "kind": "addressee"}

        response = sign_in("liufang").post("/desk/taxonomies/new/", typed, follow=True)

        assert "把各单位都列为类别" in response.content.decode()

    def test_show_a_file_before_anything_is_written(self, cast: Cast, sign_in: SignIn) -> None:
        taxonomy, client = begin(cast), sign_in("liufang")
        data = write_table(("一级", "二级"), [("教育", "收费"), ("", "补课"), ("", "收费")], title="类别")

        page = client.post(f"/desk/taxonomies/{taxonomy.pk}/take-in/", {"file": SimpleUploadedFile("t.xlsx", data)})

        assert "文件里有 3 个节点" in page.content.decode()
        assert "前面的行里已经有了" in page.content.decode()
        assert not Label.objects.exists()

    def test_write_what_was_shown_on_the_second_press(self, cast: Cast, sign_in: SignIn) -> None:
        taxonomy = begin(cast)

        page = sign_in("liufang").post(
            f"/desk/taxonomies/{taxonomy.pk}/take-in/", {"paths": '[["教育","收费"],["教育","补课"]]'}, follow=True
        )

        assert "新增 3 个" in page.content.decode()
        assert Label.objects.count() == 3

    @pytest.mark.parametrize(("name", "content"), [("t.xlsx", b"no book"), ("t.pdf", b"%PDF"), ("t.csv", b"")])
    def test_refuse_a_file_that_is_no_table_in_words(
        self, cast: Cast, sign_in: SignIn, name: str, content: bytes
    ) -> None:
        file = SimpleUploadedFile(name, content)

        page = sign_in("liufang").post(f"/desk/taxonomies/{begin(cast).pk}/take-in/", {"file": file})

        assert page.status_code == 422

    def test_word_a_label_anew_and_show_how_it_read(self, cast: Cast, sign_in: SignIn) -> None:
        label, client = add(cast, begin(cast), "城建"), sign_in("liufang")

        client.post(f"/desk/taxonomies/label/{label.pk}/", {"act": "reword", "name": "城乡建设"})

        page = client.get(f"/desk/taxonomies/label/{label.pk}/").content.decode()
        assert page.index("城乡建设") < page.index("城建")

    def test_let_clerks_read_but_not_change(self, cast: Cast, sign_in: SignIn) -> None:
        taxonomy, client = begin(cast), sign_in("hejing")

        page = client.get(f"/desk/taxonomies/{taxonomy.pk}/")

        assert "只有办公室能改分类体系和地点" in page.content.decode()
        assert client.post(f"/desk/taxonomies/{taxonomy.pk}/", {"name": "教育"}).status_code == 403

    def test_take_a_tree_of_places_in(self, cast: Cast, sign_in: SignIn) -> None:
        page = sign_in("liufang").post(
            "/desk/taxonomies/places/take-in/", {"paths": '[["青禾镇","桂花社区"]]'}, follow=True
        )

        assert "桂花社区" in page.content.decode()

    def test_filter_the_inbox_by_a_label_and_all_below_it(self, cast: Cast, sign_in: SignIn) -> None:
        taxonomy, item = begin(cast), make_item("路灯坏了。")
        above = add(cast, taxonomy, "城建")
        below = add(cast, taxonomy, "路灯", parent_id=above.pk)
        make_item("窨井盖不见了。")
        LabelGiven.objects.create(voice=item.voice, label=below, taxonomy=taxonomy, at=NOON)

        page = sign_in("hejing").get(f"/desk/inbox/?state=all&label={above.pk}").content.decode()

        assert "路灯坏了。" in page
        assert "窨井盖" not in page
