"""A head is found in what people keep: a mail, also one that was quoted; never one that the log did not sign."""

from __future__ import annotations

import pytest

from huixiang.proofs.kept_heads import find_head
from huixiang.proofs.notes import COSIGNATURE, ED25519, Checkpoint, Signer

LOG = Signer("echo.example/log/qinghe", ED25519, bytes([3]) * 32)
UNION = Signer("union.example/witness", COSIGNATURE, bytes([7]) * 32)


def note(size: int, signer: Signer = LOG) -> str:
    return Checkpoint(LOG.name, size, bytes([size]) * 32).signed_by(signer).text


def mail(*notes: str) -> str:
    return "您好：\n\n账本头如下：\n\n" + "\n\n此致\n".join(notes) + "\n账本公钥：\n" + LOG.verifier.text + "\n"


def test_is_found_in_a_mail() -> None:
    head = find_head(mail(note(5)), logs=[LOG.verifier])

    assert head == Checkpoint(LOG.name, 5, bytes([5]) * 32)


def test_is_found_quoted_with_other_line_ends() -> None:
    quoted = "\r\n".join(f"> {line}" for line in mail(note(5)).split("\n"))

    head = find_head(quoted, logs=[LOG.verifier])

    assert head is not None
    assert head.size == 5


def test_of_several_is_the_largest() -> None:
    head = find_head(mail(note(5), note(9), note(7)), logs=[LOG.verifier])

    assert head is not None
    assert head.size == 9


def test_with_a_witness_is_found_too() -> None:
    body = note(5)
    line = UNION.sign(body.rpartition("\n\n")[0] + "\n", moment=1_700_000_000)

    assert find_head(mail(f"{body}{line}\n"), logs=[LOG.verifier, UNION.verifier]) is not None


@pytest.mark.parametrize("place", range(0, 40, 3))
def test_with_a_changed_root_is_none(place: int) -> None:
    text = note(5)
    at = text.index("\n", text.index("\n5\n") + 3) - 44 + place
    changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]

    assert find_head(mail(changed), logs=[LOG.verifier]) is None


def test_signed_by_another_is_none() -> None:
    other = Signer(LOG.name, ED25519, bytes([4]) * 32)

    assert find_head(mail(note(5, other)), logs=[LOG.verifier]) is None


@pytest.mark.parametrize("text", ["", "echo.example/log/qinghe", "echo.example/log/qinghe\n" * 5000, "— \n" * 5000])
def test_that_is_not_there_is_none(text: str) -> None:
    assert find_head(text, logs=[LOG.verifier]) is None
