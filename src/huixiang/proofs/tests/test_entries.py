"""An entry is 80 bytes of which each counts; a record is committed to fact by fact."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.entries import (
    NO_CLAIM,
    NO_SUBJECT,
    Entry,
    EntryWrong,
    LeafType,
    canonical,
    claim_of,
    content_of,
    decode,
    digests,
)

KEY = bytes(range(32))


class TestEntry:
    def test_is_laid_out_as_the_documents_say(self) -> None:
        raw = Entry(LeafType.VERDICT, 20_785, 7, NO_CLAIM, KEY).encode()

        assert raw.hex() == "48580105000051310000000000000007" + "00" * 32 + KEY.hex()

    def test_reads_back(self) -> None:
        entry = Entry(LeafType.ACCEPTED, 0, NO_SUBJECT, KEY, NO_CLAIM)

        assert decode(entry.encode()) == entry

    def test_with_any_bit_flipped_is_another_or_none(self) -> None:
        entry = Entry(LeafType.CLAIMED, 20_785, 3, KEY, KEY)
        for bit in range(640):
            raw = bytearray(entry.encode())
            raw[bit // 8] ^= 1 << bit % 8
            try:
                assert decode(bytes(raw)) != entry
            except EntryWrong:
                continue

    @given(raw=st.binary(max_size=90) | st.binary(max_size=78).map(lambda rest: b"HX" + rest))
    def test_never_breaks_on_strange_bytes(self, raw: bytes) -> None:
        try:
            assert decode(raw).encode() == raw
        except EntryWrong:
            return

    @pytest.mark.parametrize("wrong", [{"day": -1}, {"day": 2**32}, {"subject": 2**64}, {"claim": b""}])
    def test_refuses_what_does_not_fit(self, wrong: dict[str, object]) -> None:
        facts: dict[str, object] = {"kind": LeafType.ACCEPTED, "day": 1, "subject": 1, "claim": KEY, "content": KEY}
        with pytest.raises(EntryWrong):
            Entry(**(facts | wrong))  # type: ignore[arg-type]


class TestCommitment:
    def test_is_made_of_the_hashes_the_documents_name(self) -> None:
        found = digests(KEY, {"words": "路灯", "lane": "open"})

        words = hmac.new(KEY, b"words\x00" + "路灯".encode(), hashlib.sha256).hexdigest()
        lane = hmac.new(KEY, b"lane\x00open", hashlib.sha256).hexdigest()
        assert found == {"words": words, "lane": lane}
        joined = f'{{"lane":"{lane}","words":"{words}"}}'.encode()
        assert content_of(KEY, found) == hmac.new(KEY, joined, hashlib.sha256).digest()

    @given(one=st.text(max_size=5), other=st.text(max_size=5), key=st.binary(min_size=32, max_size=32))
    def test_differs_when_a_fact_or_the_key_does(self, one: str, other: str, key: bytes) -> None:
        same = one.encode("utf-8", "replace") == other.encode("utf-8", "replace")

        assert (digests(key, {"a": one}) == digests(key, {"a": other})) is same
        assert (content_of(key, {"a": "0"}) == content_of(KEY, {"a": "0"})) is (key == KEY)

    def test_refuses_names_that_are_none(self) -> None:
        with pytest.raises(ValueError, match="no name"):
            digests(KEY, {"Über": "x"})

    def test_of_a_code_depends_on_the_log(self) -> None:
        assert claim_of(KEY, origin="a.example/log") != claim_of(KEY, origin="b.example/log")
        by_hand = hmac.new(KEY, b"hx/claim/v1a.example/log", hashlib.sha256).digest()
        assert claim_of(KEY, origin="a.example/log") == by_hand


class TestCanonical:
    def test_sorts_and_wastes_nothing(self) -> None:
        assert canonical({"b": 1, "a": {"d": "x", "c": 2}}) == b'{"a":{"c":2,"d":"x"},"b":1}'

    @pytest.mark.parametrize("value", [1.5, None, True, [1]])
    def test_refuses_what_has_several_forms(self, value: object) -> None:
        with pytest.raises(TypeError):
            canonical({"a": value})

    @pytest.mark.parametrize("value", ["路", "\n", "\x7f"])
    def test_refuses_texts_that_people_write_differently(self, value: str) -> None:
        with pytest.raises(ValueError, match="ASCII"):
            canonical({"a": value})
