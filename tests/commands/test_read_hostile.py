"""``huixiang read`` refuses a document made to harm in one sentence, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from huixiang.folio.tests import corpus, hostile
from huixiang.folio.tests.corpus import package, picture
from huixiang.ops import cli

GIVEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.docx", lambda: package({hostile.DOCUMENT: hostile.EXTERNAL_ENTITY}), "文件里有实体声明，不安全"),
    ("a.docx", lambda: corpus.renamed("../../etc/cron.d/x"), "文件包里有越界的路径，不安全"),
    ("a.docx", lambda: package({"word/media/a.png": bytes(150_000_000)}), "解开以后大得不像一份文件"),
    ("a.docx", lambda: package({hostile.DOCUMENT: hostile.deep_xml(80_000)}), "文件坏了，打不开"),
    ("a.docx", lambda: picture("PNG"), "里面的内容和文件后缀对不上"),
    ("a.pdf", lambda: hostile.pdf_of_pages(501), "页数太多（501 页，上限 500 页）"),
    ("a.pdf", lambda: corpus.pdf(password="x"), "文件有密码"),
    ("a.pdf", hostile.pdf_loop, "文件坏了，打不开"),
    ("a.doc", lambda: b"\xd0\xcf\x11\xe0", "旧的 .doc 请另存为 .docx"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "sentence"), GIVEN, ids=[f"{n}-{case[0]}" for n, case in enumerate(GIVEN)])
def test_a_hostile_document_is_refused(
    name: str, make: Callable[[], bytes], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(make())
    capsys.readouterr()  # what the making of the file logged

    assert cli.main(["read", str(tmp_path / name), "--out", str(tmp_path / "items.json")]) == 1

    said = capsys.readouterr()
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert said.out == ""
    assert [path.name for path in tmp_path.iterdir()] == [name]
