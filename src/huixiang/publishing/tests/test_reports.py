"""Reports checked against the records: what a number was taken for, and how it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huixiang.folio.reports.reading import Passage, read_report
from huixiang.people.testing import NOON, Cast
from huixiang.publishing import services
from huixiang.publishing.models import MadePaper, Provenance
from huixiang.publishing.papers import files
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.reports.checking import Checker, Finding
from huixiang.publishing.reports.meanings import claims_in
from huixiang.publishing.states import PaperForm, PaperKind, Question
from huixiang.publishing.testing import make_records

SignIn = Callable[[str], Client]
CHECK = "/desk/papers/check/"


def meant(sentence: str) -> list[str]:
    return [
        "/".join(each.question.value + (f":{each.of.value}" if each.of else "") for each in claim.meanings)
        for claim in claims_in(sentence)
    ]


def findings(cast: Cast, text: str, who: str = "liufang") -> list[Finding]:
    return list(Checker(cast.actor(who), NOON.date()).check([Passage(text, "第1段")]))


def standings(cast: Cast, text: str, who: str = "liufang") -> list[str]:
    return [each.standing.value for each in findings(cast, text, who)]


class TestMeaning:
    @pytest.mark.parametrize(
        ("sentence", "meanings"),
        [
            ("意见52条，问题18个，整改措施36项，已完成16项", ["voices", "problems", "measures", "measures_done"]),
            ("18个问题，16项整改措施已完成", ["problems", "measures_done"]),
            ("查摆问题18个，制定措施36项，已整改16个，占88.9%", ["problems", "measures", "closed", "closed:problems"]),
            ("问题18项、措施36项，完成16项", ["problems", "measures", "measures_done/closed"]),
            ("涉及责任单位12个，走访5835户，投入12.5万元", ["units", "", ""]),
            ("已答复意见建议40条，不予受理3件", ["answered", "set_aside"]),
            ("未整改2个问题，逾期1个", ["open", "overdue"]),
            ("整改问题16个", ["closed/problems"]),
            ("问题整改率88.9%，措施完成率44.4%，满意率95%", ["closed:problems", "measures_done:measures", ""]),
            ("群众参加120人次", [""]),
        ],
    )  # fmt: skip
    def test_follows_from_the_words_around_the_number(self, sentence: str, meanings: list[str]) -> None:
        assert meant(sentence) == meanings


class TestChecking:
    def test_confirms_what_the_records_say(self, cast: Cast) -> None:
        make_records(cast)

        told = "共收到意见5条，归并为问题3个，制定整改措施3项，已完成1项，已销号问题1个，整改率33.3%。"
        assert standings(cast, told) == ["confirmed"] * 6

    def test_contradicts_with_the_true_value_and_its_rows(self, cast: Cast) -> None:
        make_records(cast)

        finding = findings(cast, "2026年3月，归并为问题18个。")[0]

        assert finding.standing == "contradicted"
        assert finding.readings[0].true == 3
        assert finding.readings[0].address.endswith(
            "/desk/figures/?question=problems&since=2026-03-01&until=2026-03-31"
        )

    def test_never_judges_measures_by_problems(self, cast: Cast) -> None:
        make_records(cast)

        closed, done = findings(cast, "3个问题，1项整改措施已完成。")

        assert closed.readings[0].meaning.question is Question.PROBLEMS
        assert done.readings[0].meaning.question is Question.MEASURES_DONE
        assert [closed.standing, done.standing] == ["confirmed", "confirmed"]

    def test_leaves_open_what_holds_in_one_meaning_only(self, cast: Cast) -> None:
        make_records(cast)

        assert standings(cast, "整改问题3个。") == ["unknown"]
        assert standings(cast, "整改问题7个。") == ["contradicted"]

    def test_leaves_open_what_no_record_counts(self, cast: Cast) -> None:
        assert standings(cast, "走访5835户，投入12.5万元，满意率95%。") == ["unknown"] * 3

    @pytest.mark.parametrize(("kind", "sums"), [("problems", 3), ("ledger", 4), ("summary", 3)])
    def test_confirms_every_sum_of_our_own_papers(self, cast: Cast, kind: str, sums: int) -> None:
        make_records(cast)
        office, form = cast.actor("liufang"), PaperForm.DOCX
        paper = services.order_paper(
            kind=PaperKind(kind), form=form, terms=Terms(), cover_doubtful=True, by=office, at=NOON
        )

        passages = read_report(files.path_of(paper.code).read_bytes(), name="a.docx")

        told = [each.standing for each in Checker(office, NOON.date()).check(passages) if each.standing != "unknown"]
        assert told == ["confirmed"] * sums

    def test_takes_no_number_of_a_row_for_one_of_all(self, cast: Cast) -> None:
        make_records(cast)

        passage = Passage("问题数：1", "表1第2行", of_row=True)
        assert [each.standing for each in Checker(cast.actor("liufang"), NOON.date()).check([passage])] == ["unknown"]

    def test_keeps_the_period_named_before(self, cast: Cast) -> None:
        make_records(cast)

        assert standings(cast, "2026年2月情况如下。归并为问题0个。") == ["confirmed"]

    def test_compares_no_voices_for_those_who_read_none(self, cast: Cast) -> None:
        make_records(cast)

        assert standings(cast, "收到意见5条，问题3个。", who="gaoyuan") == ["unknown", "confirmed"]


class TestPage:
    def test_shows_the_findings_and_keeps_nothing(self, cast: Cast, sign_in: SignIn) -> None:
        make_records(cast)
        report = SimpleUploadedFile("报告.txt", "共收到意见5条，归并为问题18个。".encode())

        page = sign_in("liufang").post(CHECK, {"file": report}).content.decode()

        assert "和台账相符" in page
        assert "question=problems" in page
        assert not MadePaper.objects.exists()
        assert not Provenance.objects.exists()

    @pytest.mark.parametrize(("name", "content"), [("a.txt", b""), ("a.exe", b"MZ"), ("a.docx", b"no zip")])
    def test_says_why_a_file_cannot_be_read(self, cast: Cast, sign_in: SignIn, name: str, content: bytes) -> None:
        response = sign_in("liufang").post(CHECK, {"file": SimpleUploadedFile(name, content)})

        assert response.status_code == 422
        assert "notice-wrong" in response.content.decode()
