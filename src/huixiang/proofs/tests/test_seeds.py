"""A commitment binds, and a seed is what the documents say."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.draws import draw, draw_with_least
from huixiang.proofs.seeds import commitment, keeps, seed_of

ROOT = "ab" * 32
SECRETS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=8)


class TestCommitment:
    def test_is_the_hash_a_shell_gives(self) -> None:
        assert commitment("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @pytest.mark.parametrize("secret", ["", "a\0b"])
    def test_refuses_no_secret(self, secret: str) -> None:
        with pytest.raises(ValueError, match="secret"):
            commitment(secret)

    @given(secret=SECRETS, other=SECRETS)
    def test_is_kept_by_its_secret_only(self, secret: str, other: str) -> None:
        assert keeps(secret, commitment(secret).upper())
        assert keeps(other, commitment(secret)) == (other == secret)

    def test_is_not_kept_by_nothing(self) -> None:
        assert not keeps("", commitment("abc"))


class TestSeed:
    def test_is_the_hash_of_the_documents(self) -> None:
        by_hand = hashlib.sha256(("hx-seed/v1" + ROOT + "一号" + "two" + "060912").encode()).hexdigest()

        assert seed_of(ROOT, ["一号", "two"], "060912") == by_hand

    def test_needs_no_secret(self) -> None:
        assert seed_of(ROOT, [], "1") != seed_of(ROOT, [], "2")

    @pytest.mark.parametrize(("root", "secret", "beacon"), [("", "a", "b"), (ROOT, "a", ""), (ROOT, "a\0", "b")])
    def test_refuses(self, root: str, secret: str, beacon: str) -> None:
        with pytest.raises(ValueError, match="root"):
            seed_of(root, [secret], beacon)


class TestDrawWithLeast:
    GROUPS = {str(number): "big" if number > 4 else "small" for number in range(1, 101)}

    def test_holds_the_plain_sample_and_the_least_of_each_group(self) -> None:
        drawn = draw_with_least("seed", self.GROUPS, 20, 5)

        assert set(draw("seed", self.GROUPS, 20)) <= set(drawn)
        assert {"1", "2", "3", "4"} <= set(drawn)
        assert len(drawn) <= 24

    def test_keeps_what_it_drew_when_it_grows(self) -> None:
        assert set(draw_with_least("seed", self.GROUPS, 20, 5)) <= set(draw_with_least("seed", self.GROUPS, 40, 5))
