"""Reads a list out of a document: ``huixiang read FILE --out items.json``. Needs no database and no site.

Decides what a person sees of it: the tree before anything is written, then the doubts; how a document is read is
``folio.lists``' business.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

from huixiang.folio.lists.outline import Heading, Item, Outline, sentence
from huixiang.folio.lists.reading import read_outline_in_child
from huixiang.folio.lists.wire import item_to_plain
from huixiang.folio.unsafe import UnsafeFile

T = TypeVar("T")
Read = TypeVar("Read", covariant=True)  # noqa: PLC0105 - a protocol's answer


class Reads(Protocol[Read]):
    """Reads a document from its bytes and name."""

    def __call__(self, content: bytes, /, *, name: str) -> Read: ...


SHOWN: Final = 40  # characters of an item in the printed tree

UNREADABLE: Final[Mapping[str, str]] = {
    "empty": "文件是空的",
    "too_large": "文件超过 20 MB，请分成几个",
    "kind_not_allowed": "只读 .docx、.txt、.md 和 .pdf；旧的 .doc 请另存为 .docx，表格请用 huixiang digest",
    "content_mismatch": "里面的内容和文件后缀对不上；请用原来的软件打开，另存为 .docx 或 .txt",
    "encrypted": "文件有密码；请去掉密码再读",
    "zip_bomb": "解开以后大得不像一份文件",
    "too_many_members": "里面的部件太多，不像一份文件",
    "escaping_path": "文件包里有越界的路径，不安全",
    "xml_entities": "文件里有实体声明，不安全",
    "no_text": "整份 PDF 没有可读的文字（共 {pages} 页），多半是扫描的图片；请照着录入，或先做文字识别（OCR）",
    "too_many_pages": "页数太多（{pages} 页，上限 {limit} 页），请分成几个",
    "too_many_rows": "行太多（上限 {limit} 行），请分成几个",
}
BROKEN: Final = "文件坏了，打不开"


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 read, 1 refused, 2 misspelt."""
    parser = argparse.ArgumentParser(prog="huixiang read", description="Reads a numbered list out of a document.")
    parser.add_argument("file", type=Path, help=".docx, .txt, .md or .pdf with words")
    parser.add_argument("--out", type=Path, help="write the items as JSON; - prints them instead of the tree")
    arguments = parser.parse_args(words)
    return read(arguments.file, out=arguments.out)


def read_or_say(file: Path, reader: Reads[T]) -> T | None:
    """What a reader makes of a file's bytes; None, and the reason is said, where it cannot be read."""
    try:
        return reader(file.read_bytes(), name=file.name)
    except OSError as error:
        print(f"{file}：读不到（{error.strerror}）", file=sys.stderr)
    except UnsafeFile as error:
        print(f"{file}：{reason(error)}", file=sys.stderr)
    return None


def read(file: Path, *, out: Path | None) -> int:
    """Read a document, print its tree and doubts, write its items as JSON; returns the exit code.

    ``out`` None writes nothing, ``-`` prints the JSON instead of the tree. Nothing is written if the file is refused.
    """
    outline = read_or_say(file, read_outline_in_child)
    if outline is None:
        return 1
    items = json.dumps([item_to_plain(each) for each in outline.items], ensure_ascii=False, indent=1)
    if out == Path("-"):
        print(items)
        return 0
    for line in tree(outline):
        print(line)
    return 0 if out is None else _write(out, f"{items}\n")


def _write(out: Path, text: str) -> int:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"{out}：写不了（{error.strerror}）", file=sys.stderr)
        return 1
    print(f"写入 {out}")
    return 0


def reason(error: UnsafeFile) -> str:
    """Say in Chinese why a document is refused and what can be done."""
    return UNREADABLE.get(error.code, BROKEN).format_map({"pages": "?", "limit": "?", **error.params})


def tree(outline: Outline) -> Iterator[str]:
    """Draw an outline line by line: headings with the count below them, items, then the rest and the doubts."""
    if outline.title:
        yield outline.title
    yield from _branches(outline.children, "")
    yield f"共 {len(outline.items)} 条"
    for rest in outline.rest:
        yield f"未列入 {rest.place}：{_short(rest.text)}"
    for note in outline.notes:
        yield f"请核对 {sentence(note)}"


def _branches(children: Sequence[Heading | Item], margin: str) -> Iterator[str]:
    for each in children:
        yield f"{margin}{each.mark}{_short(each.text)}{_after(each)}"
        if isinstance(each, Heading):
            yield from _branches(each.children, f"{margin}    ")


def _after(each: Heading | Item) -> str:
    if isinstance(each, Item):
        return ""
    told = each.addressee or each.label
    return f"（{_count(each)} 条{f'，{told}' if told else ''}）"


def _count(heading: Heading) -> int:
    return sum(_count(each) if isinstance(each, Heading) else 1 for each in heading.children)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
