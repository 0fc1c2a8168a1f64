"""``huixiang witness begin-anew``: a file and a reason, or nothing is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from huixiang.ops import witnesses
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.notes import ED25519, Signer
from huixiang.transparency import services
from huixiang.transparency.models import BegunAnew
from huixiang.transparency.testing import REASON, head_of

LOG = Signer("far.example/log/linshan", ED25519, bytes([5]) * 32)


@pytest.fixture
def head(cast: Cast, tmp_path: Path) -> Path:
    """A file with the head of a log that is shorter than the one we signed."""
    services.watch_log(key=LOG.verifier.text, by=cast.actor("admin"), at=NOON)
    services.cosign(request=f"old 0\n\n{head_of(LOG, bytes(32), bytes(32))}", at=NOON)
    path = tmp_path / "checkpoint"
    path.write_text(head_of(LOG, bytes([1]) * 32), encoding="utf-8")
    return path


class TestBeginAnew:
    def test_says_from_where_to_where(self, head: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert witnesses.main(["begin-anew", str(head), "--reason", REASON]) == 0

        assert "见证到 2 条，现从 1 条重新开始" in capsys.readouterr().out
        assert BegunAnew.objects.get().reason == REASON

    def test_refuses_without_a_reason_or_a_file(self, head: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert witnesses.main(["begin-anew", str(head), "--reason", "没说"]) == 1
        assert witnesses.main(["begin-anew", f"{head}.gone", "--reason", REASON]) == 1
        head.write_bytes(b"\xff\xfe")
        assert witnesses.main(["begin-anew", str(head), "--reason", REASON]) == 1

        assert capsys.readouterr().err.count("什么也没有做") == 3
        assert not BegunAnew.objects.exists()
