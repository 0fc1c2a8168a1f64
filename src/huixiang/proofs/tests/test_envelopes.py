"""An envelope opens for whom and for what it was sealed, and for nothing and nobody else."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from huixiang.proofs import envelopes
from huixiang.proofs.envelopes import Context, NotOpened

HERE = Context("https://hx.example", "7c1d", "body")
KEY = bytes(range(32))
ZHOU, CHEN, LIN = (envelopes.new_pair() for _person in range(3))
contexts = st.builds(Context, st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))


def flipped(sealed: bytes, bit: int) -> bytes:
    place = bit % (8 * len(sealed))
    return bytes(byte ^ (1 << place % 8 if at == place // 8 else 0) for at, byte in enumerate(sealed))


def peeled_by(person: envelopes.Pair, sealed: bytes) -> bytes:
    """What is left after this person took their layer off; the whole where it is not theirs."""
    return envelopes.peel(sealed, private=person.private, context=HERE) if person is ZHOU else sealed


class TestLock:
    @given(st.binary(max_size=3000), contexts)
    def test_opens_again_with_its_key_and_context(self, content: bytes, context: Context) -> None:
        sealed = envelopes.lock(content, key=KEY, context=context)

        assert envelopes.unlock(sealed, key=KEY, context=context) == content
        assert (len(sealed) - 40) % 1024 == 0

    @given(contexts, contexts)
    def test_refuses_another_context(self, context: Context, other: Context) -> None:
        sealed = envelopes.lock(b"words", key=KEY, context=context)

        if context != other:
            with pytest.raises(NotOpened):
                envelopes.unlock(sealed, key=KEY, context=other)

    @given(st.integers(min_value=0, max_value=8 * 1064 - 1))
    def test_refuses_a_flipped_bit(self, bit: int) -> None:
        sealed = envelopes.lock(b"words", key=KEY, context=HERE)

        with pytest.raises(NotOpened):
            envelopes.unlock(flipped(sealed, bit), key=KEY, context=HERE)

    def test_refuses_another_key_and_hides_what_parts_of_a_context_have_in_common(self) -> None:
        sealed = envelopes.lock(b"words", key=KEY, context=HERE)

        with pytest.raises(NotOpened):
            envelopes.unlock(sealed, key=envelopes.new_key(), context=HERE)
        assert Context("ab", "c", "").header != Context("a", "bc", "").header

    @pytest.mark.parametrize("sealed", [b"", b"x", bytes(39), bytes(40), bytes(2000)])
    def test_refuses_what_was_never_sealed(self, sealed: bytes) -> None:
        with pytest.raises(NotOpened):
            envelopes.unlock(sealed, key=KEY, context=HERE)
        with pytest.raises(NotOpened):
            envelopes.open_with(sealed, private=ZHOU.private, context=HERE)


class TestSealTo:
    @given(st.binary(max_size=3000), contexts)
    def test_opens_for_the_recipient(self, content: bytes, context: Context) -> None:
        sealed = envelopes.seal_to(content, public=ZHOU.public, context=context)

        assert envelopes.open_with(sealed, private=ZHOU.private, context=context) == content

    @given(contexts, contexts)
    def test_refuses_another_context(self, context: Context, other: Context) -> None:
        sealed = envelopes.seal_to(b"key", public=ZHOU.public, context=context)

        if context != other:
            with pytest.raises(NotOpened):
                envelopes.open_with(sealed, private=ZHOU.private, context=other)

    @given(st.integers(min_value=0, max_value=8 * 1072 - 1))
    def test_refuses_a_flipped_bit(self, bit: int) -> None:
        sealed = envelopes.seal_to(b"key", public=ZHOU.public, context=HERE)

        with pytest.raises(NotOpened):
            envelopes.open_with(flipped(sealed, bit), private=ZHOU.private, context=HERE)

    def test_refuses_another_recipient(self) -> None:
        sealed = envelopes.seal_to(b"key", public=ZHOU.public, context=HERE)

        with pytest.raises(NotOpened):
            envelopes.open_with(sealed, private=CHEN.private, context=HERE)


class TestSealToTwo:
    @given(st.binary(max_size=200), contexts)
    def test_opens_for_both_in_turn(self, content: bytes, context: Context) -> None:
        sealed = envelopes.seal_to_two(content, first=ZHOU.public, second=CHEN.public, context=context)
        left = envelopes.peel(sealed, private=ZHOU.private, context=context)

        assert envelopes.open_with(left, private=CHEN.private, context=context) == content

    @pytest.mark.parametrize("alone", [ZHOU, CHEN, LIN])
    def test_opens_for_nobody_alone(self, alone: envelopes.Pair) -> None:
        sealed = envelopes.seal_to_two(b"key", first=ZHOU.public, second=CHEN.public, context=HERE)

        with pytest.raises(NotOpened):
            envelopes.open_with(sealed, private=alone.private, context=HERE)
        with pytest.raises(NotOpened):
            envelopes.open_with(peeled_by(alone, sealed), private=alone.private, context=HERE)

    @given(st.integers(min_value=0, max_value=8 * 2096 - 1))
    def test_refuses_a_flipped_bit(self, bit: int) -> None:
        sealed = envelopes.seal_to_two(b"key", first=ZHOU.public, second=CHEN.public, context=HERE)

        with pytest.raises(NotOpened):
            envelopes.peel(flipped(sealed, bit), private=ZHOU.private, context=HERE)


class TestWrap:
    @settings(max_examples=3, deadline=None)
    @given(st.text(min_size=1, max_size=40))
    def test_opens_again_with_the_passphrase(self, passphrase: str) -> None:
        wrapped = envelopes.wrap(ZHOU.private, passphrase=passphrase, context=HERE)

        assert envelopes.unwrap(wrapped, passphrase=passphrase, context=HERE) == ZHOU.private

    @pytest.mark.parametrize(
        "spoil", [lambda each: flipped(each, 3), lambda each: flipped(each, 999), lambda each: each[:5]]
    )
    def test_refuses_changed_bytes(self, spoil: Callable[[bytes], bytes]) -> None:
        wrapped = envelopes.wrap(ZHOU.private, passphrase="a long way home", context=HERE)

        with pytest.raises(NotOpened):
            envelopes.unwrap(spoil(wrapped), passphrase="a long way home", context=HERE)

    def test_takes_a_full_width_passphrase_for_the_same(self) -> None:
        wrapped = envelopes.wrap(ZHOU.private, passphrase="home 2026", context=HERE)

        assert envelopes.unwrap(wrapped, passphrase="ｈｏｍｅ　２０２６", context=HERE) == ZHOU.private

    def test_refuses_another_passphrase_and_another_owner(self) -> None:
        wrapped = envelopes.wrap(ZHOU.private, passphrase="a long way home", context=HERE)

        with pytest.raises(NotOpened):
            envelopes.unwrap(wrapped, passphrase="a long way hom", context=HERE)
        with pytest.raises(NotOpened):
            envelopes.unwrap(wrapped, passphrase="a long way home", context=Context("", "", ""))
