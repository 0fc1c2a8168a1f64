"""The draft of a masked summary: of what was unlocked, on request, in memory; edited and sent by a person alone."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.test import Client

from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.listening import services
from huixiang.listening.models import SealedCase, Voice
from huixiang.listening.queries import Ring
from huixiang.listening.testing import PASSPHRASE, make_case, make_recipient
from huixiang.listening.tests.test_privacy import everything_stored
from huixiang.people.testing import Cast

SignIn = Callable[[str], Client]
WORDS = (
    "股长钱广进把修路的钱记在自己家装修上。我叫李秋雨，电话13800138000，身份证11010519491231002X，"
    "住青禾县桂花路12号3栋2单元501室。何静和王磊都在场。"
)
PERSONAL = ("钱广进", "李秋雨", "13800138000", "11010519491231002X", "3栋2单元501室", "何静", "王磊")


@pytest.fixture
def ring(cast: Cast) -> Ring:
    return make_recipient(cast)


@pytest.fixture
def case(ring: Ring) -> SealedCase:
    return make_case(words=WORDS, accused="钱广进")[0]


@pytest.fixture
def desk(case: SealedCase, sign_in: SignIn) -> Client:
    client = sign_in("fangmin")
    client.post("/desk/protected/key/recipient/unlock", {"passphrase": PASSPHRASE})
    return client


class TestTheDraft:
    def test_covers_who_spoke_who_is_accused_and_who_works_here(self, cast: Cast, ring: Ring, case: SealedCase) -> None:
        draft = services.propose_summary(case_id=case.pk, ring=ring, by=cast.actor("fangmin"))

        assert [one for one in PERSONAL if one in draft.words] == []
        assert "修路的钱" in draft.words
        assert [one.text for one in draft.covered if one.accused] == ["钱广进"]

    @pytest.mark.parametrize(
        "told",
        [
            "联系我：一三八零零一三八零零零", "微信号hx_qiuyu88", "邮箱 qiuyu@example.org", "车牌冀A12345",
            "卡号6222021234567890128", "１３８ ００１３ ８０００",
        ],
    )  # fmt: skip
    def test_covers_each_way_to_reach_somebody(self, cast: Cast, ring: Ring, told: str) -> None:
        case, _code = make_case(words=f"修路的钱账目不对。{told}。")

        draft = services.propose_summary(case_id=case.pk, ring=ring, by=cast.actor("fangmin"))

        assert told[-6:] not in draft.words
        assert draft.covered

    def test_is_made_for_whom_it_was_sealed_alone(self, cast: Cast, ring: Ring, case: SealedCase) -> None:
        late = make_recipient(cast, "zhaoying", "赵英")

        with pytest.raises(NotFound):
            services.propose_summary(case_id=case.pk, ring=late, by=cast.actor("zhaoying"))
        with pytest.raises(NotAllowed):
            services.propose_summary(case_id=case.pk, ring=ring, by=cast.actor("wanglei"))


class TestThePage:
    def test_offers_it_and_fills_the_form_on_request(self, desk: Client, case: SealedCase) -> None:
        before = desk.get(f"/desk/protected/{case.pk}/").content.decode()
        assert "拟一份遮盖稿" in before
        assert "修路的钱记在" not in before.partition("<textarea")[2]

        page = desk.post(f"/desk/protected/{case.pk}/draft").content.decode()

        form = page[page.index('id="summary_words"') :].partition("</textarea>")[0]
        assert "修路的钱" in form
        assert [one for one in PERSONAL if one in form] == []
        assert all(each in page for each in ("13800138000: 手机号", "钱广进: 被反映的人", "机器判断不了"))

    def test_keeps_the_unit_that_it_is_about(self, desk: Client, cast: Cast) -> None:
        case, _code = make_case(accused_unit=cast.roads)

        page = desk.post(f"/desk/protected/{case.pk}/draft").content.decode()

        choices = page[page.index('id="summary_accused_unit"') :].partition("</select>")[0]
        assert f'<option value="{cast.roads.pk}" selected>' in choices

    def test_sends_nothing_and_refuses_what_was_not_rewritten(self, desk: Client, case: SealedCase) -> None:
        page = desk.post(f"/desk/protected/{case.pk}/draft").content.decode()
        form = page[page.index('id="summary_words"') :].partition(">")[2].partition("</textarea>")[0]
        assert not Voice.objects.exists()

        assert desk.post(f"/desk/protected/{case.pk}/summary", {"words": form.strip()}).status_code == 409
        assert desk.post(f"/desk/protected/{case.pk}/summary", {"words": "养护经费去向不明。"}).status_code == 303
        assert Voice.objects.get().words == "养护经费去向不明。"

    def test_writes_no_word_of_it_anywhere(
        self, desk: Client, case: SealedCase, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)

        page = desk.post(f"/desk/protected/{case.pk}/draft")

        assert "no-store" in page.headers["Cache-Control"]
        assert "修路的钱" not in everything_stored() + caplog.text
        assert "李秋雨" not in everything_stored() + caplog.text

    def test_needs_the_key_unlocked(self, case: SealedCase, sign_in: SignIn) -> None:
        page = sign_in("fangmin").post(f"/desk/protected/{case.pk}/draft")

        assert page.status_code == 403
        assert "修路的钱" not in page.content.decode()
