"""A head is found in what people keep: a mail, also one that was quoted; never one that the log did not sign."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from huixiang.proofs.kept_heads import find_head, text_kept
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


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_is_found_in_a_mail_as_its_program_saved_it(charset: str, encoding: str) -> None:
    saved = EmailMessage()
    saved["Subject"] = "今天的账本头"
    saved.set_content(mail(note(5)), charset=charset, cte=encoding)

    head = find_head(text_kept(saved.as_bytes()), logs=[LOG.verifier])

    assert head is not None
    assert head.size == 5


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-8-sig"])
def test_is_found_in_a_copied_text_of_any_set_of_characters(charset: str) -> None:
    head = find_head(text_kept(mail(note(5)).encode(charset)), logs=[LOG.verifier])

    assert head is not None
    assert head.size == 5


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"Content-Type: text/plain; charset=none-such\n\nx", b"Content-Type: a\n\n\x00",
     b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n=="],
)  # fmt: skip
def test_of_what_is_broken_is_none(raw: bytes) -> None:
    assert find_head(text_kept(raw), logs=[LOG.verifier]) is None


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
