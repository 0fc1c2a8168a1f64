"""Yuan as people type them: read, or refused with what they could mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from huixiang.ledger.money import UnclearAmount, read_yuan, write_numerals, write_yuan
from huixiang.ledger.tallies import TallyDiffers, require_adds_up

FEN = st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2)


class TestAmount:
    @pytest.mark.parametrize(
        ("text", "yuan"),
        [
            ("1,204,000", "1204000"),
            ("120.4万元", "1204000"),
            ("1.2亿", "120000000"),
            ("１２０．４万", "1204000"),
            ("￥1，204，000.50元", "1204000.50"),
            ("3千元", "3000"),
            ("叁万元整", "30000"),
            ("人民币壹拾贰万零伍佰元整", "120500"),
            ("十二万元", "120000"),
            ("两百", "200"),
            ("0", "0"),
        ],
    )
    def test_is_read(self, text: str, yuan: str) -> None:
        assert read_yuan(text) == Decimal(yuan)

    @pytest.mark.parametrize(
        ("text", "readings"),
        [
            ("1,2.5,00 万元", ("125000.00", "125000000.00")),
            ("1,20", ("1.20", "120.00")),
            ("1.204.000", ("1204000.00",)),
            ("12,34万", ("123400.00", "12340000.00")),
            ("12 04", ("12.04", "1204.00")),
        ],
    )
    def test_that_could_be_several_is_refused_with_them(self, text: str, readings: tuple[str, ...]) -> None:
        with pytest.raises(UnclearAmount) as refused:
            read_yuan(text)

        assert refused.value.readings == tuple(Decimal(each) for each in readings)

    @pytest.mark.parametrize(
        "text", ["", "元", "约3万", "-5", "3万5", "三五万十", "0.001", "零", "1e5", "3万-5万", "99999999999999", "百千"]
    )
    def test_that_is_none_is_refused_without_a_guess(self, text: str) -> None:
        with pytest.raises(UnclearAmount) as refused:
            read_yuan(text)

        assert refused.value.readings == ()

    @given(FEN)
    def test_written_and_read_again_is_the_same(self, amount: Decimal) -> None:
        assert read_yuan(write_yuan(amount)) == amount

    @given(st.integers(min_value=1, max_value=999_999_999_999))
    def test_in_numerals_and_read_again_is_the_same(self, amount: int) -> None:
        assert read_yuan(write_numerals(amount)) == amount

    @given(st.text(alphabet="0123456789,.万亿元 ", max_size=14))
    def test_is_read_as_one_amount_or_refused(self, text: str) -> None:
        try:
            amount = read_yuan(text)
        except UnclearAmount:
            return

        assert read_yuan(write_yuan(amount)) == amount


class TestTally:
    def test_that_adds_up_passes(self) -> None:
        require_adds_up([Decimal(145000), Decimal("364000.50")], Decimal("509000.50"))

    def test_that_does_not_is_refused_with_the_difference(self) -> None:
        with pytest.raises(TallyDiffers) as refused:
            require_adds_up([Decimal(145_000), Decimal(364_000)], Decimal(500_000))

        assert refused.value.difference == Decimal(9_000)
        assert "9,000" in str(refused.value.sentence)
        assert "500,000" in str(refused.value.sentence)
