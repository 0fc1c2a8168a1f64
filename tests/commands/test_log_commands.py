"""The commands of the log: verify and monitor need no site; audit and witness speak of this house."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from huixiang.listening.codes import to_carry
from huixiang.ops import auditing, monitoring, verifying, witnesses
from huixiang.people.models import Organisation
from huixiang.people.testing import Cast
from huixiang.proofs.notes import ED25519, Signer, read_verifier
from huixiang.proofs.tests.test_receipt_file import FORGER, LOG, OTHER, WITNESS, proof
from huixiang.transparency.keys import log_signer, origin_of
from huixiang.transparency.testing import make_sealed

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(text: str, *more: str) -> tuple[int, str]:
        file = tmp_path / "1.tlog-proof"
        file.write_text(text, encoding="utf-8")
        code = verifying.main([str(file), "--lang", "en", *more])
        return code, capsys.readouterr().out

    return run


KEYS = ("--key", LOG.verifier.text, "--witness", WITNESS.verifier.text)


class TestVerify:
    def test_says_valid(self, verify: Run) -> None:
        code, said = verify(proof().text, *KEYS)

        assert code == 0
        assert said.startswith(
            "Valid. The voice 20261128 was logged in echo.example/log/qinghe on 2026-11-28 as entry 6"
        )
        assert "union.example/w1 · 2026-11-" in said

    def test_says_when_no_witness_signed(self, verify: Run) -> None:
        code, said = verify(proof(witnessed=False).text, *KEYS)

        assert (code, "no witness you trust" in said) == (3, True)

    def test_says_when_it_is_of_another_instance(self, verify: Run) -> None:
        code, said = verify(proof(signer=OTHER).text, *KEYS)

        assert (code, "another system's log: far.example/log/linshan" in said) == (1, True)

    def test_says_when_the_signer_is_unknown(self, verify: Run) -> None:
        code, said = verify(proof(signer=FORGER).text, *KEYS)

        assert (code, "not signed by the key you trust" in said) == (1, True)

    def test_says_when_a_bit_was_flipped(self, verify: Run) -> None:
        text = proof().text
        hashes = text.index("\nindex") + 20
        flipped = text[:hashes] + chr(ord(text[hashes]) ^ 1) + text[hashes + 1 :]

        code, said = verify(flipped, *KEYS)

        assert code == 1
        assert "Not valid" in said or "no proof file" in said

    def test_asks_to_compare_the_key_when_none_was_given(self, verify: Run) -> None:
        code, said = verify(proof().text)

        assert (code, LOG.verifier.text in said) == (3, True)

    def test_compares_the_words(self, verify: Run, tmp_path: Path) -> None:
        words = tmp_path / "words.txt"
        words.write_text("桂花路的路灯坏了三盏。\n", encoding="utf-8")
        assert "are the words that were logged" in verify(proof().text, *KEYS, "--words", str(words))[1]
        words.write_text("路灯很好。", encoding="utf-8")
        assert verify(proof().text, *KEYS, "--words", str(words))[0] == 1

    def test_of_no_file_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert verifying.main(["/nowhere/at.all"]) == 1
        with pytest.raises(SystemExit):
            verifying.main(["x", "--key", "no key"])


class TestHouse:
    def test_is_audited(self, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        make_sealed()

        assert auditing.main([]) == 0
        assert "发现问题 0 个" in capsys.readouterr().out
        assert auditing.main(["--organisation", "nowhere"]) == 1

    def test_tells_its_keys_and_names_witnesses(self, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        assert witnesses.main(["keys"]) == 0
        log, witness = (line.split()[1] for line in capsys.readouterr().out.splitlines())
        assert read_verifier(log).name.endswith("/log/qinghe")
        assert witnesses.main(["add", "http://127.0.0.1:1/w", witness]) == 1  # our own key proves nothing
        assert witnesses.main(["add", "http://127.0.0.1:1/w", WITNESS.verifier.text]) == 0
        assert witnesses.main(["watch", witness]) == 1
        assert witnesses.main(["watch", LOG.verifier.text]) == 0


@pytest.fixture
def served(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The log of the cast, fetched without a network: addresses become requests of the test client."""
    client = Client()

    def get(url: str) -> bytes:
        response = client.get(url.removeprefix("http://here"))
        if response.status_code != 200:
            raise monitoring.Away(url)
        return bytes(response.content)

    monkeypatch.setattr(monitoring, "_get", get)
    return client


class TestMonitor:
    def look(self, folder: Path, signer: Signer | None = None) -> int:
        key = (signer or log_signer(origin_of(Organisation.objects.get(slug="qinghe")))).verifier.text
        return monitoring.main(["http://here/log", "--key", key, "--dir", str(folder), "--cosign", "union.example/pc"])

    def test_keeps_a_copy_and_sees_it_grow(self, served: Client, tmp_path: Path) -> None:
        make_sealed()
        assert self.look(tmp_path) == 0
        for _number in range(3):
            make_sealed()
        assert self.look(tmp_path) == 0
        assert (tmp_path / "cosigned").read_text().count("— ") == 2

    def test_finds_a_log_that_was_made_anew(
        self, served: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_sealed()
        assert self.look(tmp_path) == 0
        entries = next((tmp_path / "tile" / "entries").glob("000.p/*"))
        kept = entries.read_bytes()
        # What the monitor kept differs from what the log now serves: one of them was rewritten.
        note = (tmp_path / "checkpoint").read_text()
        forged = log_signer(origin_of(Organisation.objects.get(slug="qinghe")))
        body = note.split("\n\n")[0].replace(note.split("\n")[2], "A" * 43 + "=") + "\n"
        (tmp_path / "checkpoint").write_text(f"{body}\n{forged.sign(body)}\n")
        make_sealed()

        assert self.look(tmp_path) == 3
        assert entries.read_bytes() == kept
        assert (tmp_path / "rewritten").exists()

    def test_trusts_only_the_key_it_was_given(self, served: Client, tmp_path: Path) -> None:
        make_sealed()

        assert self.look(tmp_path, Signer("127.0.0.1:8000/log/qinghe", ED25519, bytes(32))) == 1
        assert not (tmp_path / "checkpoint").exists()

    def test_refuses_an_address_that_is_none(self, tmp_path: Path) -> None:
        assert monitoring.main(["file:///etc", "--key", LOG.verifier.text, "--dir", str(tmp_path)]) == 1


def test_proof_from_the_site_holds_with_the_site_gone(cast: Cast, verify: Run) -> None:
    _voice, code = make_sealed()
    text = Client().post("/receipt/proof", {"code": to_carry(code)}).content.decode()
    key = log_signer(origin_of(cast.organisation)).verifier.text

    status, said = verify(text, "--key", key)

    assert status == 3
    assert code.locator in said
