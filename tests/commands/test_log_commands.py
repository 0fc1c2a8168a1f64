"""The commands of the log: verify and monitor need no site; audit and witness speak of this house."""

from __future__ import annotations

import getpass
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from huixiang.journal import services as journal
from huixiang.kernel import clock
from huixiang.listening.codes import to_carry
from huixiang.listening.services import harden_receipts
from huixiang.listening.testing import make_case, make_recipient, make_voice
from huixiang.ops import auditing, monitoring, publishing_log, verifying, witnesses
from huixiang.people.models import Organisation
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.entries import LeafType
from huixiang.proofs.merkle import leaf_hash
from huixiang.proofs.notes import COSIGNATURE, ED25519, Checkpoint, Signer, read_verifier
from huixiang.proofs.receipt_file import read_opened
from huixiang.proofs.receipts import ReceiptCode, draw
from huixiang.proofs.tests.test_receipt_file import FORGER, LOG, OTHER, WITNESS, proof
from huixiang.proofs.tlog_proof import TlogProof, read_proof
from huixiang.transparency.keys import log_signer, origin_of
from huixiang.transparency.models import LogCheckpoint, LogHead, LogLeaf
from huixiang.transparency.services import seal_waiting
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

    def test_never_takes_a_flipped_proof_for_a_head_that_was_kept(self, verify: Run) -> None:
        text = proof().text
        log_key = range(text.index("extra "), text.index("\nindex"))  # see the proofs' own test of flipped bits
        for place in range(len(text)):
            flipped = text[:place] + chr(ord(text[place]) ^ 1 << place % 7) + text[place + 1 :]

            code, said = verify(flipped, *KEYS)

            assert "A head of" not in said, place
            assert code != 0 or place in log_key, place

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


@pytest.fixture
def mirror(served: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Looks a code up in the copy, its digits in a file; without ``fetch=False`` the copy is fetched anew before."""

    def run(typed: str, *more: str, fetch: bool = True) -> tuple[int, str]:
        key = log_signer(origin_of(Organisation.objects.get(slug="qinghe"))).verifier.text
        watch = ["http://here/log", "--key", key, "--dir", str(tmp_path / "copy"), "--cosign", "union.example/pc"]
        assert not fetch or monitoring.main(watch) == 0
        capsys.readouterr()
        (tmp_path / "code.txt").write_text(typed, encoding="utf-8")
        words = ["--mirror", str(tmp_path / "copy"), "--key", key, "--lang", "en", *more]
        code = verifying.main([*words, "--code", str(tmp_path / "code.txt")])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def make_hardened(kind: Callable[..., tuple[object, ReceiptCode]] = make_voice) -> ReceiptCode:
    _made, code = kind()
    harden_receipts()
    seal_waiting(at=NOON)
    return code


class TestCode:
    def test_of_a_voice_and_of_a_sealed_case_is_found_in_the_copy(self, cast: Cast, mirror: Run) -> None:
        make_recipient(cast)
        codes = [make_hardened(), make_hardened(make_case)]

        for place, code in zip((1, 3), codes, strict=True):
            status, said = mirror(f" {code.text}\n")
            assert status == 3
            assert f"entry {place + LogLeaf.objects.count() - 4} of 127.0.0.1:8000/log/qinghe" in said
            assert f"spoke on {NOON.date()}" in said

    def test_with_a_witness_in_the_copy_is_well(self, mirror: Run, tmp_path: Path) -> None:
        code = make_hardened()
        mirror(code.text)
        seed = (tmp_path / "copy" / "witness.key").read_text()
        witness = Signer("union.example/pc", COSIGNATURE, bytes.fromhex(seed)).verifier.text

        status, said = mirror(code.text, "--witness", witness)

        assert (status, "  union.example/pc · " in said) == (0, True)

    def test_that_nobody_used_is_not_found(self, mirror: Run) -> None:
        make_hardened()

        status, said = mirror(draw(random.Random(5)).text)

        assert (status, "does not hold the code" in said) == (1, True)

    def test_needs_the_address_of_its_site(self, mirror: Run) -> None:
        code = make_hardened()

        assert mirror(code.text, "--site", "https://else.example")[0] == 1
        assert mirror(code.text, "--site", "http://127.0.0.1:8000/", fetch=False)[0] == 3

    def test_of_a_voice_erased_since_says_so(self, mirror: Run) -> None:
        voice, code = make_voice()
        harden_receipts()
        about = f"voice:{voice.pk}"
        journal.commit_leaf(LeafType.ERASED, about="x:1", thread=about, day=NOON.date(), facts={"ground": "1"})
        seal_waiting(at=NOON)

        assert f"later erased, on {NOON.date()}" in mirror(code.text)[1]

    def test_that_is_mistyped_is_told_apart(self, mirror: Run) -> None:
        code = make_hardened()
        wrong = "9" if code.digits[9] != "9" else "8"

        assert "most likely in group 3" in mirror(code.digits[:9] + wrong + code.digits[10:])[1]
        assert mirror("1234", fetch=False) == (1, "A receipt code has 28 digits; 4 were read.\n")

    @pytest.mark.parametrize("harm", ["entries", "key", "gone"])
    def test_is_not_looked_up_in_a_copy_that_was_changed(self, harm: str, mirror: Run, tmp_path: Path) -> None:
        code = make_hardened()
        mirror(code.text)
        tile = next((tmp_path / "copy" / "tile" / "entries" / "000.p").iterdir())
        if harm == "entries":
            tile.write_bytes(tile.read_bytes()[:-1] + b"\x00")
        elif harm == "gone":
            tile.unlink()
        else:
            (tmp_path / "copy" / "checkpoint").write_text("x")

        status, said = mirror(code.text, fetch=False)
        assert (status, "incomplete or was changed" in said) == (1, True)

    def test_is_asked_for_without_showing_it(self, served: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []

        def typed(prompt: str) -> str:
            asked.append(prompt)
            return "1"

        monkeypatch.setattr(getpass, "getpass", typed)

        assert verifying.main(["--mirror", "/nowhere", "--key", LOG.verifier.text]) == 1
        assert asked == ["回执码（28 位，不会显示）："]

    def test_needs_a_copy_and_a_key(self) -> None:
        for words in ([], ["--mirror", "/nowhere"]):
            with pytest.raises(SystemExit):
                verifying.main(words)


class TestPublishLog:
    def test_makes_a_folder_that_is_mirrored_and_looked_up_like_the_site(
        self, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        code, key = make_hardened(), log_signer(origin_of(cast.organisation)).verifier.text
        assert publishing_log.main([str(tmp_path)]) == 0
        monkeypatch.setattr(monitoring, "_get", lambda url: (tmp_path / url.removeprefix("http://here/")).read_bytes())
        watch = ["http://here/qinghe", "--key", key, "--dir", str(tmp_path / "copy")]
        assert monitoring.main(watch) == 0
        (tmp_path / "code").write_text(code.digits)

        for folder in ("qinghe", "copy"):
            found = ["--mirror", str(tmp_path / folder), "--key", str(tmp_path / "qinghe" / "key")]
            assert verifying.main([*found, "--code", str(tmp_path / "code")]) == 3

    def test_sets_whether_entries_wait(self, cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        make_sealed(at=clock.now())
        public = LogHead.objects.get().size
        assert publishing_log.main([str(tmp_path), "--organisation", "qinghe", "--hold-back", "yes"]) == 0
        make_sealed(at=clock.now())

        assert publishing_log.main([str(tmp_path)]) == 0
        assert f"公开 {public} 条" in capsys.readouterr().out.splitlines()[-1]

    def test_refuses_a_folder_of_something_else(self, cast: Cast, tmp_path: Path) -> None:
        make_sealed()
        (tmp_path / "qinghe").mkdir()
        (tmp_path / "qinghe" / "checkpoint").write_text("x")

        assert publishing_log.main([str(tmp_path)]) == 1
        assert publishing_log.main([str(tmp_path), "--organisation", "nowhere"]) == 1


class TestFileAndCopy:
    def test_agree_differ_or_the_copy_is_behind(
        self, mirror: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = make_hardened()
        mirror(code.text)
        file, key = tmp_path / "1.tlog-proof", log_signer("127.0.0.1:8000/log/qinghe").verifier.text
        words = [str(file), "--key", key, "--mirror", str(tmp_path / "copy"), "--lang", "en"]
        file.write_text(proof_of(code), encoding="utf-8")
        assert verifying.main(words) == 3  # holds, though without a witness
        assert "continues the log of this file" in capsys.readouterr().out
        make_hardened()
        file.write_text(proof_of(code), encoding="utf-8")
        assert verifying.main(words) == 3
        assert "does not reach this file's yet" in capsys.readouterr().out
        mirror(code.text)
        assert LogCheckpoint.objects.count() > 1
        file.write_text(forked(proof_of(code)), encoding="utf-8")
        assert verifying.main(words) == 1


class TestKeptHead:
    def test_of_a_mail_is_continued_by_the_copy_or_not(
        self, mirror: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = make_hardened()
        head = Client().get("/log/checkpoint").content.decode()
        make_hardened()
        mirror(code.text)
        kept, key = tmp_path / "mail.txt", log_signer("127.0.0.1:8000/log/qinghe").verifier.text
        words = [str(kept), "--key", key, "--lang", "en"]

        kept.write_text(f"A mail.\n\n{head}\nYours", encoding="utf-8")
        assert verifying.main(words) == 3
        assert "name a fresh copy" in capsys.readouterr().out
        assert verifying.main([*words, "--mirror", str(tmp_path / "copy")]) == 0
        assert "continues the log of this file" in capsys.readouterr().out
        other = Checkpoint("127.0.0.1:8000/log/qinghe", 1, bytes(32)).signed_by(log_signer("127.0.0.1:8000/log/qinghe"))
        kept.write_text(other.text, encoding="utf-8")
        assert verifying.main([*words, "--mirror", str(tmp_path / "copy")]) == 1
        assert "They differ" in capsys.readouterr().out


def proof_of(code: ReceiptCode) -> str:
    return Client().post("/receipt/proof", {"code": to_carry(code)}).content.decode()


def forked(text: str) -> str:
    """The same voice proved by another log of one entry, signed with the real key: what a liar would hand out."""
    read = read_proof(text)
    log = Checkpoint(read.checkpoint.origin, 1, leaf_hash(read_opened(read.extra).entry.encode()))
    return TlogProof(0, (), log.signed_by(log_signer(log.origin)), read.extra).text


def test_proof_from_the_site_holds_with_the_site_gone(cast: Cast, verify: Run) -> None:
    _voice, code = make_sealed()
    text = Client().post("/receipt/proof", {"code": to_carry(code)}).content.decode()
    key = log_signer(origin_of(cast.organisation)).verifier.text

    status, said = verify(text, "--key", key)

    assert status == 3
    assert code.locator in said
