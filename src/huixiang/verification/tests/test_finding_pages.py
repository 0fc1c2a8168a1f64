"""The pages of the findings: each reader theirs, in plain words, with forms that give back what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huixiang.kernel import clock
from huixiang.ledger.testing import make_assigned, make_measure
from huixiang.people.testing import NOON, Cast
from huixiang.verification import services
from huixiang.verification.models import Finding, RuleThreshold
from huixiang.verification.testing import make_finding

SignIn = Callable[[str], Client]
LIST = "/desk/findings/"


def page_of(client: Client, finding: Finding) -> str:
    return client.get(reverse("findings:finding", args=[finding.pk])).content.decode()


class TestList:
    def test_says_that_there_is_nothing(self, cast: Cast, sign_in: SignIn) -> None:
        html = sign_in("gaoyuan").get(LIST).content.decode()

        assert "这里没有规则查出什么。" in html
        assert "还没有看过" in html

    @pytest.mark.parametrize(("who", "shown"), [("gaoyuan", True), ("wanglei", True), ("hanbing", False)])
    def test_shows_each_reader_theirs(self, cast: Cast, sign_in: SignIn, who: str, shown: bool) -> None:
        make_finding(cast)

        assert ("桂花路路灯坏了三盏" in sign_in(who).get(LIST).content.decode()) is shown

    @pytest.mark.parametrize(
        ("query", "shown"),
        [("rule=repeated_notes", True), ("rule=relapse", False), ("state=upheld", False), ("problem=999", False)],
    )
    def test_is_narrowed(self, cast: Cast, sign_in: SignIn, query: str, shown: bool) -> None:
        make_finding(cast)

        assert ("桂花路路灯坏了三盏" in sign_in("gaoyuan").get(f"{LIST}?{query}").content.decode()) is shown

    def test_costs_the_same_at_3_and_30(self, cast: Cast, sign_in: SignIn) -> None:
        client, costs = sign_in("gaoyuan"), []
        first = make_finding(cast)
        client.get(LIST)
        for count in (3, 30):
            for number in range(count):
                Finding(
                    rule="relapse", version=1, mark=f"{count}-{number}", problem=first.problem, unit=cast.roads,
                    found_at=NOON,
                ).save()  # fmt: skip
            with CaptureQueriesContext(connection) as caught:
                client.get(LIST)
            costs.append(len(caught))

        assert costs[0] == costs[1]


class TestFinding:
    def test_shows_values_thresholds_and_records(self, cast: Cast, sign_in: SignIn) -> None:
        html = page_of(sign_in("gaoyuan"), make_finding(cast))

        assert html.count("持续跟进中。") == 3
        assert "次数或倍数，不少于" in html
        assert "单位还没有说明。" in html

    def test_is_explained_and_upheld(self, cast: Cast, sign_in: SignIn) -> None:
        finding = make_finding(cast)
        sign_in("wanglei").post(reverse("findings:explain", args=[finding.pk]), {"words": "材料没到。"})
        sign_in("gaoyuan").post(reverse("findings:review", args=[finding.pk]), {"upheld": "yes", "words": "无新事。"})

        html = page_of(sign_in("zhouming"), finding)

        assert "材料没到。" in html
        assert "无新事。" in html
        assert Finding.objects.get().state == "upheld"

    def test_gives_back_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        finding = make_finding(cast)

        answer = sign_in("gaoyuan").post(reverse("findings:review", args=[finding.pk]), {"words": "没有选。"})

        assert answer.status_code == 422
        assert "没有选。" in answer.content.decode()

    @pytest.mark.parametrize(("who", "act"), [("gaoyuan", "explain"), ("zhouming", "review"), ("liufang", "review")])
    def test_refuses_whom_it_does_not_concern(self, cast: Cast, sign_in: SignIn, who: str, act: str) -> None:
        finding = make_finding(cast)

        answer = sign_in(who).post(
            reverse(f"findings:{act}", args=[finding.pk]), {"upheld": "no", "words": "我来说一句。"}
        )

        assert answer.status_code == 403
        assert Finding.objects.get().state == "open"

    def test_of_another_unit_is_not_found(self, cast: Cast, sign_in: SignIn) -> None:
        finding = make_finding(cast)

        assert sign_in("hanbing").get(reverse("findings:finding", args=[finding.pk])).status_code == 404

    def test_about_a_unit_names_its_records(self, cast: Cast, sign_in: SignIn) -> None:
        for _ in range(5):
            make_measure(cast, make_assigned(cast), words="提高认识，加强管理。")
        services.look_everywhere(organisation_id=cast.organisation.pk, now=lambda: NOON + dt.timedelta(days=1))

        html = page_of(sign_in("gaoyuan"), Finding.objects.get())

        assert "单位整体" in html
        assert html.count("提高认识，加强管理。") == 6  # the measured words and five records

    def test_is_announced_on_the_page_of_its_problem(self, cast: Cast, sign_in: SignIn) -> None:
        finding = make_finding(cast)
        assert finding.problem is not None

        html = sign_in("wanglei").get(reverse("ledger:problem", args=[finding.problem.number])).content.decode()

        assert "1 条形式主义线索" in html
        assert "发现与形式主义规则相符之处" in html

    def test_waits_on_the_start_page(self, cast: Cast, sign_in: SignIn) -> None:
        make_finding(cast)

        assert "待说明的形式主义线索" in sign_in("wanglei").get("/desk/").content.decode()
        assert "待复核的形式主义线索" in sign_in("gaoyuan").get("/desk/").content.decode()


class TestRules:
    def typed(self, **facts: str) -> dict[str, str]:
        day = (clock.now() + dt.timedelta(days=1)).date().isoformat()
        return {"which": "passed_around.hops", "value": "4", "since": day, "reason": "三转是常事。", **facts}

    def test_stand_with_thresholds_and_figures(self, cast: Cast, sign_in: SignIn) -> None:
        html = sign_in("wanglei").get(reverse("findings:rules")).content.decode()

        assert html.count("<section id=") == 21
        assert "已用时限比例，不低于 90 %" in html
        assert "11 个案例：查出的有 100 % 是对的" in html

    def test_let_a_supervisor_set_a_threshold(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in("gaoyuan")

        client.post(reverse("findings:threshold_set"), self.typed())

        assert RuleThreshold.objects.get().value == 4
        assert "三转是常事。" in client.get(reverse("findings:rules")).content.decode()

    @pytest.mark.parametrize(("facts", "status"), [({"value": "-1"}, 422), ({"since": "2020-01-01"}, 409)])
    def test_give_back_what_was_typed(self, cast: Cast, sign_in: SignIn, facts: dict[str, str], status: int) -> None:
        answer = sign_in("gaoyuan").post(reverse("findings:threshold_set"), self.typed(**facts))

        assert answer.status_code == status
        assert "三转是常事。" in answer.content.decode()
