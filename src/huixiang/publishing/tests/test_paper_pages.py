"""The pages of papers: ordering, waiting, fetching; arranging columns; the rows behind a figure."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huixiang.folio.tables import read_table
from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.ledger.testing import make_assigned, make_working
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import jobs, services
from huixiang.publishing.models import MadePaper, PaperColumns, Provenance
from huixiang.publishing.papers import files
from huixiang.publishing.queries.columns import ColumnChoice, usual_choices
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.services import papers as papers_service
from huixiang.publishing.states import PaperForm, PaperKind, PaperState
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Part
from huixiang.sorting.testing import make_item, make_problem

SignIn = Callable[[str], Client]
ORDER = {"kind": "problems", "form": "xlsx", "cover_doubtful": "on"}


def order(cast: Cast, kind: PaperKind = PaperKind.PROBLEMS, form: PaperForm = PaperForm.XLSX, **more: Any) -> MadePaper:
    facts: dict[str, Any] = {"terms": Terms(), "cover_doubtful": True, "by": cast.actor("liufang"), "at": NOON} | more
    return services.order_paper(kind=kind, form=form, **facts)


def renamed(name: str) -> list[ColumnChoice]:
    return [
        ColumnChoice(each.key, name if each.key == "problem" else each.name, each.key in {"number", "problem"})
        for each in usual_choices(PaperKind.PROBLEMS)
    ]


class TestOrdering:
    def test_makes_a_short_paper_at_once_and_gives_its_file(self, cast: Cast, sign_in: SignIn) -> None:
        make_problem(cast, title="路灯不亮")
        client = sign_in("liufang")

        page = client.post("/desk/papers/", ORDER, follow=True).content.decode()
        paper = MadePaper.objects.get()
        fetched = client.get(f"/desk/papers/{paper.code}/file")

        assert f"/desk/papers/{paper.code}/file" in page
        assert "路灯不亮" in str(read_table(b"".join(fetched), name="a.xlsx").rows)
        assert JournalEntry.objects.get(action="publishing.paper.made").after["rows"] == 1

    def test_counts_without_making_anything(self, cast: Cast, sign_in: SignIn) -> None:
        make_problem(cast)

        page = sign_in("liufang").post("/desk/papers/", ORDER | {"count": "yes"}).content.decode()

        assert "现在会有 1 行" in page
        assert not MadePaper.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "nonsense"}, {"form": ""}, {"since": "gestern"}, {"state": "answered"},
            {"since": "2026-03-02", "until": "2026-03-01"},
        ],
    )  # fmt: skip
    def test_keeps_what_was_typed_wrong(self, cast: Cast, sign_in: SignIn, wrong: dict[str, str]) -> None:
        make_problem(cast)

        assert sign_in("liufang").post("/desk/papers/", ORDER | wrong).status_code == 422
        assert not MadePaper.objects.exists()

    def test_says_that_there_is_nothing(self, cast: Cast, sign_in: SignIn) -> None:
        response = sign_in("liufang").post("/desk/papers/", ORDER)

        assert response.status_code == 409
        assert "没有符合的记录" in response.content.decode()
        assert not JournalEntry.objects.filter(action__startswith="publishing.paper").exists()

    def test_refuses_a_pdf_that_nobody_could_print(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        make_problem(cast)
        monkeypatch.setitem(papers_service.MOST, PaperForm.PDF, 0)

        with pytest.raises(services.TooManyRows):
            order(cast, form=PaperForm.PDF)
        assert not MadePaper.objects.exists()

    def test_costs_the_same_for_3_and_30_papers(self, cast: Cast, sign_in: SignIn) -> None:
        make_problem(cast)
        client, counts = sign_in("liufang"), []
        client.get("/desk/papers/")
        for more in (3, 12):
            for _ in range(more):
                order(cast)
            with CaptureQueriesContext(connection) as captured:
                client.get("/desk/papers/")
            counts.append(len(captured))

        assert counts[0] == counts[1]

    @pytest.mark.parametrize(("who", "status"), [("hejing", 404), ("liufang", 200), ("admin", 404)])
    def test_lets_only_its_maker_fetch_it(self, cast: Cast, sign_in: SignIn, who: str, status: int) -> None:
        make_problem(cast)
        paper = order(cast)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("huixiang.kernel.clock.now", lambda: NOON)
            response = sign_in(who).get(f"/desk/papers/{paper.code}/file")
        b"".join(response)

        assert response.status_code == status


class TestLongPaper:
    @pytest.fixture
    def waiting(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> MadePaper:
        monkeypatch.setattr(papers_service, "AT_ONCE", 1)
        make_problem(cast)
        make_problem(cast)
        return order(cast)

    def test_is_made_by_the_job_and_shows_how_far_it_is(self, waiting: MadePaper, sign_in: SignIn) -> None:
        client = sign_in("liufang")
        files.say_done(waiting.code, 1)
        before = client.get(f"/desk/papers/{waiting.code}/").content.decode()

        jobs.make_paper(organisation_id=waiting.organisation_id, paper_id=waiting.pk)

        waiting.refresh_from_db()
        assert 'value="1"' in before
        assert 'max="2"' in before
        assert (waiting.state, waiting.rows) == (PaperState.READY, 2)
        told = JournalEntry.objects.filter(subject=f"paper:{waiting.code}").order_by("id")
        assert [each.action for each in told] == ["publishing.paper.ordered", "publishing.paper.made"]

    def test_is_not_made_twice(self, waiting: MadePaper) -> None:
        first = services.make_paper(paper_id=waiting.pk, at=NOON)
        again = services.make_paper(paper_id=waiting.pk, at=NOON + dt.timedelta(hours=1))

        assert again.made_at == first.made_at == NOON
        assert Provenance.objects.filter(question="problems").count() == 1

    def test_fails_aloud_when_its_maker_may_not_any_more(self, cast: Cast, waiting: MadePaper, sign_in: SignIn) -> None:
        cast.people["liufang"].grants.update(withdrawn_at=NOON)

        made = services.make_paper(paper_id=waiting.pk, at=NOON)

        assert made.state == PaperState.FAILED
        assert not files.path_of(waiting.code).exists()
        assert JournalEntry.objects.get(action="publishing.paper.failed").after["why"] == "NotAllowed"

    def test_is_swept_up_when_it_expired(self, cast: Cast, waiting: MadePaper, sign_in: SignIn) -> None:
        services.make_paper(paper_id=waiting.pk, at=NOON)
        path = files.path_of(waiting.code)
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))

        assert services.sweep_papers(at=NOON + dt.timedelta(days=7)) == 0
        assert services.sweep_papers(at=NOON + dt.timedelta(days=8)) == 1
        assert sign_in("liufang").get(f"/desk/papers/{waiting.code}/file").status_code == 404
        assert "过期" in sign_in("liufang").get(f"/desk/papers/{waiting.code}/").content.decode()


class TestColumns:
    def test_arranged_are_those_that_are_printed(self, cast: Cast) -> None:
        make_problem(cast, title="路灯不亮")
        columns = [*renamed("突出问题"), ColumnChoice("own-1", "领导批示")]
        columns.insert(0, columns.pop(2))
        services.arrange_columns(kind=PaperKind.PROBLEMS, columns=columns, version=0, by=cast.actor("liufang"), at=NOON)

        table = read_table(files.path_of(order(cast).code).read_bytes(), name="a.xlsx")

        assert table.header == ("突出问题", "序号", "领导批示")
        assert list(table.rows[0].cells.values()) == ["路灯不亮", "1", ""]
        assert JournalEntry.objects.get(action="publishing.columns.arranged").after["columns"] == 3

    def test_are_moved_renamed_and_kept_without_script(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("liufang")
        form: dict[str, Any] = {
            "kind": "problems", "version": "0", "key": ["number", "problem"], "shown": ["number", "problem"],
            "name-number": "序号", "name-problem": "问题",
        }  # fmt: skip

        moved = client.post("/desk/papers/columns/", form | {"up": "problem"}).content.decode()
        client.post("/desk/papers/columns/", form | {"key": ["problem", "number"], "keep": "yes"})

        assert moved.index('name="key" value="problem"') < moved.index('name="key" value="number"')
        assert 'name="down" value="problem" autofocus' in moved
        assert "还没有保存" in moved
        assert PaperColumns.objects.get().columns[0] == {"key": "problem", "name": "问题", "shown": True}

    @pytest.mark.parametrize(
        "columns",
        [
            [], [ColumnChoice("number", "序号", False)], [ColumnChoice("number", "")],
            [ColumnChoice("number", "字" * 21)], [ColumnChoice("nobody", "谁")],
            [ColumnChoice("number", "号"), ColumnChoice("problem", "号")],
            [ColumnChoice(f"own-{n}", f"列{n}") for n in range(11)],
        ],
    )  # fmt: skip
    def test_that_cannot_be_printed_are_refused(self, cast: Cast, columns: list[ColumnChoice]) -> None:
        with pytest.raises(services.WrongColumns):
            services.arrange_columns(
                kind=PaperKind.PROBLEMS, columns=columns, version=0, by=cast.actor("liufang"), at=NOON
            )
        assert not PaperColumns.objects.exists()

    def test_of_somebody_else_meanwhile_are_not_overwritten(self, cast: Cast) -> None:
        facts: dict[str, Any] = {"kind": PaperKind.PROBLEMS, "by": cast.actor("liufang"), "at": NOON}
        services.arrange_columns(columns=renamed("一"), version=0, **facts)

        with pytest.raises(Overtaken):
            services.arrange_columns(columns=renamed("二"), version=0, **facts)
        assert PaperColumns.objects.count() == 1

    @pytest.mark.parametrize("button", [{"reset": "yes"}, {"restore": "1"}])
    def test_come_back_into_the_form(self, cast: Cast, sign_in: SignIn, button: dict[str, str]) -> None:
        services.arrange_columns(
            kind=PaperKind.PROBLEMS, columns=renamed("老名字"), version=0, by=cast.actor("liufang"), at=NOON
        )

        form = {"kind": "problems", "version": "1", "key": "problem", "name-problem": "新名字", "shown": "problem"}
        page = sign_in("liufang").post("/desk/papers/columns/", form | button).content.decode()

        assert ('value="老名字"' in page) is ("restore" in button)
        assert ('value="问题表述"' in page) is ("reset" in button)
        assert PaperColumns.objects.count() == 1

    @pytest.mark.parametrize("who", ["hejing", "wanglei", "gaoyuan", "admin"])
    def test_are_for_the_office(self, cast: Cast, sign_in: SignIn, who: str) -> None:
        assert sign_in(who).get("/desk/papers/columns/").status_code == 403
        with pytest.raises(Refusal):
            services.arrange_columns(
                kind=PaperKind.PROBLEMS, columns=renamed("一"), version=0, by=cast.actor(who), at=NOON
            )


class TestFigure:
    def test_opens_the_rows_as_they_were_counted(self, cast: Cast, sign_in: SignIn) -> None:
        problem = make_problem(cast, voices=2, title="路灯不亮")
        order(cast)
        later = NOON + dt.timedelta(hours=1)
        gone = Part.objects.filter(problem=problem).first()
        assert gone is not None
        sorting.leave(problem_id=problem.pk, voice_ids=[gone.voice_id], by=cast.actor("hejing"), at=later)
        code = Provenance.objects.get(question="voices_of").code

        page = sign_in("liufang").get(f"/desk/figures/{code}-1/").content.decode()

        assert "<dd>2</dd>" in page
        assert page.count("桂花路的路灯坏了三盏") == 2
        assert "现在同样数出 1，不是 2：新增 0，减少 1。" in page

    def test_of_a_sum_tells_what_came_since(self, cast: Cast, sign_in: SignIn) -> None:
        make_problem(cast, title="路灯不亮")
        order(cast)
        make_problem(cast, title="水管漏水")
        code = Provenance.objects.get(question="problems").code

        page = sign_in("gaoyuan").get(f"/desk/figures/{code}/").content.decode()

        assert "路灯不亮" in page
        assert "水管漏水" not in page
        assert "现在同样数出 2，不是 1：新增 1，减少 0。" in page

    def test_shows_a_unit_only_its_own_rows(self, cast: Cast, sign_in: SignIn) -> None:
        make_assigned(cast, title="路灯不亮")
        make_assigned(cast, title="水管漏水", unit=cast.water, leader=cast.people["maqiang"])
        order(cast)
        code = Provenance.objects.get(question="problems").code

        page = sign_in("wanglei").get(f"/desk/figures/{code}/").content.decode()

        assert "路灯不亮" in page
        assert "水管漏水" not in page
        assert "1 行没有显示" in page

    def test_shows_no_voice_to_who_reads_none(self, cast: Cast, sign_in: SignIn) -> None:
        make_problem(cast, voices=2)
        order(cast)
        code = Provenance.objects.get(question="voices_of").code

        page = sign_in("gaoyuan").get(f"/desk/figures/{code}-1/").content.decode()

        assert "<dd>2</dd>" in page
        assert "桂花路的路灯坏了三盏" not in page

    @pytest.mark.parametrize("code", ["NOBODY22", "NOBODY22-1", "{0}-2", "{0}-x", "{1}-1"])
    def test_that_is_none_is_not_found(self, cast: Cast, sign_in: SignIn, code: str) -> None:
        make_problem(cast)
        order(cast)
        codes = [Provenance.objects.get(question=each).code for each in ("voices_of", "problems")]

        assert sign_in("liufang").get(f"/desk/figures/{code.format(*codes)}/").status_code == 404

    @pytest.mark.parametrize("kind", [PaperKind.SUMMARY, PaperKind.PROBLEMS, PaperKind.LEDGER])
    def test_opens_for_every_code_of_a_paper(self, cast: Cast, sign_in: SignIn, kind: PaperKind) -> None:
        make_working(cast)
        make_item("没有单位的事。")
        order(cast, kind)

        client = sign_in("liufang")
        answers = {each.question: client.get(f"/desk/figures/{each.code}/") for each in Provenance.objects.all()}

        assert {response.status_code for response in answers.values()} == {200}
        assert all("和现在数出的一样" in response.content.decode() for response in answers.values())


class TestCounting:
    @pytest.mark.parametrize(
        ("question", "value"),
        [
            ("voices", 2), ("answered", 0), ("problems", 1), ("open", 1), ("closed", 0), ("measures", 1),
            ("measures_done", 0), ("units", 1),
        ],
    )  # fmt: skip
    def test_gives_the_rows_of_now(self, cast: Cast, sign_in: SignIn, question: str, value: int) -> None:
        make_working(cast)
        make_item("没有单位的事。")

        page = sign_in("liufang").get("/desk/figures/", {"question": question}).content.decode()

        assert f"<h2>{value}</h2>" in page

    def test_costs_the_same_for_3_and_30_rows(self, cast: Cast, sign_in: SignIn) -> None:
        client, counts = sign_in("liufang"), []
        client.get("/desk/figures/")
        for more in (3, 27):
            for _ in range(more):
                make_problem(cast)
            with CaptureQueriesContext(connection) as captured:
                client.get("/desk/figures/", {"question": "problems"})
            counts.append(len(captured))

        assert counts[0] == counts[1]
