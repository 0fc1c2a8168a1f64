"""A receipt must survive human hands: every simple slip is seen and pointed at."""

import random
import secrets
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.receipts import (
    Keys,
    Mistyped,
    MistypedCode,
    ReceiptCode,
    derive,
    draw,
    hkdf,
    impossible_group,
    matches,
    parse,
    syndromes,
    verifier,
)

CODE = draw(random.Random(7))


def one_digit_slips(code: ReceiptCode) -> Iterator[tuple[int, str]]:
    for place, right in enumerate(code.digits):
        for wrong in "0123456789":
            if wrong != right:
                yield place // 4 + 1, code.digits[:place] + wrong + code.digits[place + 1 :]


def neighbour_swaps(code: ReceiptCode) -> Iterator[tuple[int, str]]:
    digits = code.digits
    for place in range(27):
        left, right = digits[place], digits[place + 1]
        if place % 4 != 3 and left != right:
            yield place // 4 + 1, digits[:place] + right + left + digits[place + 2 :]


class TestDraw:
    def test_gives_eight_and_twenty_digits_that_pass_both_checks(self) -> None:
        code = draw(secrets.SystemRandom())

        assert (len(code.locator), len(code.secret)) == (8, 20)
        assert syndromes(code.digits) == (0, 0)

    def test_prints_seven_groups_of_four(self) -> None:
        code = ReceiptCode("00000000", "0" * 20)

        assert code.text == "0000 0000 0000 0000 0000 0000 0000"
        assert code.groups == ("0000",) * 7

    def test_repeats_for_one_seed_and_hides_the_secret_in_logs(self) -> None:
        assert draw(random.Random(7)) == CODE
        assert CODE.secret not in repr(CODE)

    def test_uses_every_leading_digit_and_residue_about_equally(self) -> None:
        rng = random.Random(1)
        codes = [draw(rng) for _ in range(3000)]

        for place in (0, 8, 24, 27):
            seen = Counter(code.digits[place] for code in codes)
            assert len(seen) == 10
            assert all(220 < count < 380 for count in seen.values()), (place, seen)
        rests = Counter(int(code.groups[6]) % 11 for code in codes)
        assert all(190 < rests[rest] < 360 for rest in range(11)), rests


class TestImpossibleGroup:
    @pytest.mark.parametrize("seed", range(12))
    def test_finds_every_wrong_digit(self, seed: int) -> None:
        for group, digits in one_digit_slips(draw(random.Random(seed))):
            assert impossible_group(digits) == group

    @pytest.mark.parametrize("seed", range(12))
    def test_finds_every_swap_of_neighbours_in_a_group(self, seed: int) -> None:
        for group, digits in neighbour_swaps(draw(random.Random(seed))):
            assert impossible_group(digits) == group

    @given(st.integers(min_value=0), st.integers(0, 6), st.integers(0, 9999))
    def test_finds_any_change_of_one_group_but_multiples_of_11(self, seed: int, place: int, value: int) -> None:
        groups = list(draw(random.Random(seed)).groups)
        change = (value - int(groups[place])) % 11
        groups[place] = f"{value:04d}"

        assert impossible_group("".join(groups)) == (place + 1 if change else None)

    def test_sees_swapped_groups_and_swaps_across_a_gap(self) -> None:
        one, two, *rest = draw(random.Random(3)).groups
        across = one[:3] + two[0] + one[3] + two[1:]

        assert any(syndromes("".join([two, one, *rest])))
        assert impossible_group("".join([two, one, *rest])) is None
        assert any(syndromes(across + "".join(rest)))


class TestParse:
    @pytest.mark.parametrize(
        "form",
        [
            CODE.digits,
            CODE.text,
            "\n".join(CODE.groups),
            CODE.text.replace(" ", "-"),
            CODE.text.replace(" ", "——"),
            "，".join(CODE.groups) + "。",
            "「" + CODE.text.replace(" ", "\u3000") + "」",
            "".join(chr(ord(char) + 0xFEE0) for char in CODE.digits),
            CODE.digits.replace("0", "O").replace("1", "l").replace("8", "B"),
            CODE.digits.replace("0", "o").replace("1", "I"),
            "\ufeff" + CODE.text + "\u200b\r\n",
        ],
    )
    def test_reads_what_people_write(self, form: str) -> None:
        assert parse(form) == CODE

    @given(st.integers(min_value=0))
    def test_reads_back_what_was_printed(self, seed: int) -> None:
        code = draw(random.Random(seed))

        assert parse(code.text) == code

    @pytest.mark.parametrize(
        ("text", "reason", "found"),
        [
            ("", Mistyped.CHARACTERS, 0),
            ("1234 5678", Mistyped.LENGTH, 8),
            (CODE.digits + "1", Mistyped.LENGTH, 29),
            (CODE.digits[:-1], Mistyped.LENGTH, 27),
            ("回执" + CODE.text, Mistyped.CHARACTERS, 28),
            ("x" * 28, Mistyped.CHARACTERS, 0),
        ],
    )
    def test_says_what_is_wrong(self, text: str, reason: Mistyped, found: int) -> None:
        with pytest.raises(MistypedCode) as refusal:
            parse(text)

        assert (refusal.value.reason, refusal.value.found) == (reason, found)
        assert refusal.value.group is None

    def test_points_at_the_impossible_group(self) -> None:
        for group, digits in one_digit_slips(CODE):
            with pytest.raises(MistypedCode) as refusal:
                parse(digits)
            assert (refusal.value.reason, refusal.value.group) == (Mistyped.GROUP, group)

    @given(st.text())
    def test_refuses_anything_else_politely(self, text: str) -> None:
        with pytest.raises(MistypedCode):
            parse(text + "?x")


class TestKeys:
    def test_are_fixed_for_all_time(self) -> None:
        keys = derive("0" * 20, locator="00000000", origin="https://huixiang.example")

        assert keys.auth.hex() == "0bdae24a3513f05e9e83c987b456f85bbe1ae6b2581514cd56738119e19dad6f"
        assert len({keys.auth, keys.enc, keys.claim}) == 3
        assert matches(verifier(keys), keys)

    def test_differ_between_origins_and_do_not_match(self) -> None:
        here = derive(CODE.secret, locator=CODE.locator, origin="https://a.example")
        there = derive(CODE.secret, locator=CODE.locator, origin="https://b.example")

        assert not matches(verifier(here), there)
        assert here.auth.hex() not in repr(here)

    def test_refuse_an_impossible_code(self) -> None:
        with pytest.raises(MistypedCode):
            derive("1" + "0" * 19, locator="00000000", origin="https://a.example")

    def test_verifier_is_the_hash_of_the_auth_key_alone(self) -> None:
        assert verifier(Keys(b"a", b"b", b"c")) == verifier(Keys(b"a", b"x", b"y"))


class TestHkdf:
    """Test cases 1 to 3 of RFC 5869, appendix A."""

    def test_basic(self) -> None:
        made = hkdf(
            b"\x0b" * 22,
            salt=bytes(range(13)),
            info=bytes(range(0xF0, 0xFA)),
            length=42,
        )

        assert made.hex() == ("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")

    def test_long(self) -> None:
        made = hkdf(
            bytes(range(0x50)),
            salt=bytes(range(0x60, 0xB0)),
            info=bytes(range(0xB0, 0x100)),
            length=82,
        )

        assert made.hex() == (
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            "cc30c58179ec3e87c14c01d5c1f3434f1d87"
        )

    def test_without_salt_and_info(self) -> None:
        assert hkdf(b"\x0b" * 22, info=b"", length=42).hex() == (
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        )

    def test_refuses_too_much(self) -> None:
        with pytest.raises(ValueError, match="length"):
            hkdf(b"k", info=b"", length=8161)
