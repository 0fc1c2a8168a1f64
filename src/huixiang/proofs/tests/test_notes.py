"""Notes, checkpoints and cosignatures: the examples of the specification, every flipped bit, strange texts."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.notes import (
    COSIGNATURE,
    ED25519,
    Checkpoint,
    Note,
    NoteWrong,
    NotSigned,
    Signer,
    Verifier,
    read_checkpoint,
    read_note,
    read_signature,
    read_verifier,
    vouched_by,
)

LOG = Signer("echo.example/log", ED25519, bytes([1]) * 32)
WITNESS = Signer("union.example/w1", COSIGNATURE, bytes([2]) * 32)
STRANGER = Signer("echo.example/log", ED25519, bytes([3]) * 32)
CHECKPOINT = Checkpoint("echo.example/log", 17, bytes(range(32)))
# The example of Go's note package, whose form C2SP took over.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def cosigned() -> Note:
    note = CHECKPOINT.signed_by(LOG)
    line = read_signature(WITNESS.sign(note.body, moment=1_795_000_000))
    return Note(note.body, (*note.signatures, line))


class TestNote:
    def test_holds_as_the_reference_wrote_it(self) -> None:
        key = read_verifier(PETER)

        assert [vouched.key for vouched in vouched_by(read_note(PETERS_NOTE), [key])] == [key]
        assert key.text == PETER

    def test_of_a_checkpoint_has_the_three_lines(self) -> None:
        text = CHECKPOINT.signed_by(LOG).text

        assert text.startswith(
            "echo.example/log\n17\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— echo.example/log "
        )
        assert read_checkpoint(read_note(text).body) == CHECKPOINT

    def test_tells_who_vouches_and_when(self) -> None:
        found = vouched_by(read_note(cosigned().text), [LOG.verifier, WITNESS.verifier])

        assert [(vouched.key.name, vouched.moment) for vouched in found] == [
            ("echo.example/log", None), ("union.example/w1", 1_795_000_000),
        ]  # fmt: skip

    def test_signed_by_a_stranger_of_the_same_name_is_vouched_for_by_nobody(self) -> None:
        assert vouched_by(CHECKPOINT.signed_by(STRANGER), [LOG.verifier]) == []

    def test_with_any_bit_flipped_is_not_vouched_for_as_before(self) -> None:
        whole, keys = cosigned().text.encode(), [LOG.verifier, WITNESS.verifier]
        before = vouched_by(read_note(whole.decode()), keys)
        for bit in range(len(whole) * 8):
            raw = bytearray(whole)
            raw[bit // 8] ^= 1 << bit % 8
            try:
                assert vouched_by(read_note(raw.decode()), keys) != before
            except (NoteWrong, NotSigned, UnicodeDecodeError):
                continue

    @given(text=st.text(max_size=200) | st.text(max_size=60).map(lambda body: f"{body}\n\n— a AAAAAAAA\n"))
    def test_is_read_back_or_refused(self, text: str) -> None:
        try:
            assert read_note(text).text == text
        except NoteWrong:
            return

    @pytest.mark.parametrize("body", ["", "a\n1\n", "a\n01\nAA==\n", "a\n1\nAA==\n", "\n1\n" + "A" * 43 + "=\n"])
    def test_without_a_checkpoint_is_refused(self, body: str) -> None:
        with pytest.raises(NoteWrong):
            read_checkpoint(body)

    def test_with_half_a_letter_is_refused(self) -> None:
        with pytest.raises(NoteWrong):
            read_note(CHECKPOINT.signed_by(LOG).text.replace("17", "17\udcae"))


class TestKey:
    def test_with_half_a_letter_is_refused(self) -> None:
        with pytest.raises(NoteWrong):
            read_verifier("\udcae" + LOG.verifier.text)

    def test_reads_back(self) -> None:
        assert read_verifier(WITNESS.verifier.text) == WITNESS.verifier

    def test_does_not_show_its_seed(self) -> None:
        assert "\\x01" not in repr(LOG)

    @given(text=st.text(max_size=80))
    def test_is_read_or_refused(self, text: str) -> None:
        try:
            assert isinstance(read_verifier(text), Verifier)
        except NoteWrong:
            return

    def test_with_another_id_is_refused(self) -> None:
        with pytest.raises(NoteWrong):
            read_verifier(PETER.replace("c74f20a3", "c74f20a4"))

    def test_of_a_witness_signs_no_plain_note(self) -> None:
        line = read_signature(Signer("union.example/w1", ED25519, WITNESS.seed).sign(CHECKPOINT.body))

        assert vouched_by(Note(CHECKPOINT.body, (line,)), [WITNESS.verifier]) == []
