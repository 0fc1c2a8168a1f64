"""Check digits."""

import pytest
from stdnum import luhn

from huixiang.digest.check_digits import is_bank_card, is_identity_card


class TestIsIdentityCard:
    @pytest.mark.parametrize(
        ("number", "right"),
        [
            ("11010519491231002X", True),
            ("110105194912310021", False),
            ("110105194902310022", False),
            ("1101051949123100", False),
            ("11010519491231002x", False),
            ("", False),
        ],
    )
    def test_needs_the_check_digit_and_a_day(self, number: str, right: bool) -> None:
        assert is_identity_card(number) is right


class TestIsBankCard:
    @pytest.mark.parametrize("number", ["4111111111111111", "4111111111111112", "6222021234567890123", "79927398713"])
    def test_agrees_with_another_implementation(self, number: str) -> None:
        assert is_bank_card(number) is luhn.is_valid(number)
