from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from huixiang.proofs.begun_anew import FIRST, BeginningAnew, Head, one_line, read_beginning
from huixiang.proofs.notes import COSIGNATURE, NoteWrong, NotSigned, Signer, read_checkpoint, read_note, vouched_by

UNION = Signer("union.example/witness", COSIGNATURE, bytes([7]) * 32)
TOLD = BeginningAnew("far.example/log", Head(9, bytes(32)), Head(4, bytes([1]) * 32), "硬盘坏了，用昨天的备份恢复。")


class TestBeginningAnew:
    def test_is_read_back_as_it_was_signed(self) -> None:
        note = read_note(TOLD.signed_by(UNION, moment=1_772_424_000).text)

        assert vouched_by(note, [UNION.verifier])[0].moment == 1_772_424_000
        assert read_beginning(note.body) == TOLD

    def test_can_be_taken_for_no_checkpoint(self) -> None:
        with pytest.raises(NoteWrong):
            read_checkpoint(TOLD.body)

    def test_with_another_reason_is_not_signed(self) -> None:
        note = read_note(TOLD.signed_by(UNION, moment=1).text.replace("硬盘", "账本"))

        with pytest.raises(NotSigned):
            vouched_by(note, [UNION.verifier])

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (FIRST, "huixiang/begun-anew/v2"), ("far.example/log", ""), ("9 ", "09 "), ("4 ", "x "),
            ("AAAA=", "AAAB="), ("硬盘坏了，用昨天的备份恢复。", "太短"),
            ("硬盘坏了", "硬盘\n坏了"), ("硬盘坏了", "硬盘  坏了"),
        ],
    )  # fmt: skip
    def test_that_is_misspelt_is_refused(self, old: str, new: str) -> None:
        assert old in TOLD.body
        with pytest.raises(NoteWrong):
            read_beginning(TOLD.body.replace(old, new, 1))

    @given(st.text(max_size=200))
    def test_is_read_or_refused(self, text: str) -> None:
        with suppress(NoteWrong):
            read_beginning(f"{FIRST}\n{text}")


def test_a_reason_is_one_line() -> None:
    assert one_line(" 硬盘\t坏了\r\n  昨天\x00") == "硬盘 坏了 昨天"
