"""A password is not made of what everybody in the house knows."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from huixiang.people.testing import Cast


class TestAPassword:
    @pytest.mark.parametrize(
        "password",
        [
            "huixiang2026",
            "Huixiang-2026!",
            "ＨＵＩＸＩＡＮＧ２０２６",
            "回响回响回响回响回响回响",
            "青禾县城管局（qinghe）",
            "admin-qinghe-1",
        ],
    )
    def test_of_the_houses_own_words_is_refused(self, password: str, cast: Cast) -> None:
        with pytest.raises(ValidationError, match="不过是这里人人知道的名称"):
            validate_password(password)

    @pytest.mark.parametrize(
        "password",
        [
            "桥头算盘雨衣七点陌生",
            "correct horse battery",
            "x" * 9 + "Y",
            "huixiang 桥头算盘雨衣七点",
            "长" * 64,
            "!!!!????....;;;;",
        ],
    )
    def test_of_any_other_kind_is_taken(self, password: str, cast: Cast) -> None:
        validate_password(password)

    @pytest.mark.parametrize("password", ["1234567890", "qwertyuiop", "password123", "kurz"])
    def test_that_many_have_used_or_is_short_is_refused(self, password: str, cast: Cast) -> None:
        with pytest.raises(ValidationError):
            validate_password(password)

    @pytest.mark.parametrize("password", ["1q2w3e4r5t6y7u8i", "iloveyou1314", "Football2000", " iloveyou1314 "])
    def test_known_from_a_leak_is_refused(self, password: str, cast: Cast) -> None:
        with pytest.raises(ValidationError, match="以前很多人用过"):
            validate_password(password)

    def test_is_judged_outside_of_any_house_too(self) -> None:
        with pytest.raises(ValidationError):
            validate_password("huixiang2026")
