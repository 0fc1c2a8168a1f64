"""Builds and checks the translations without gettext: every English msgid has its Chinese.

python -m huixiang.ops.translations compile          .po -> .mo
python -m huixiang.ops.translations check [NAME...]  lists what is missing, fuzzy, unused or said in two ways; exit 1
"""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

LIBRARIES = ("django", "allauth")
ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = Path("locale", "zh_Hans", "LC_MESSAGES", "django.po")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "gettext_noop": None, "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def catalogues() -> Iterator[Path]:
    """The .po files of all capabilities."""
    yield from sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Write the .mo beside each .po; returns how many."""
    count = 0
    for path in catalogues():
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale="zh_Hans"))
        count += 1
    return count


def used_in(folder: Path) -> set[tuple[str | None, str]]:
    """The (context, msgid) pairs that a capability's code and templates ask for."""
    found: set[tuple[str | None, str]] = set()
    for path in sorted(folder.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            found |= set(_extracted("python", path.read_bytes()))
    for path in sorted([*folder.rglob("templates/**/*.html"), *folder.rglob("templates/**/*.txt")]):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # What templatize returns is only almost Python; the JavaScript reader is lenient enough for it.
        found |= set(_extracted("javascript", source.encode()))
    return found


def _extracted(method: str, source: bytes) -> Iterator[tuple[str | None, str]]:
    for _line, message, _comments, context in extract(method, io.BytesIO(source), keywords=KEYWORDS):
        yield context, message[0] if isinstance(message, tuple) else message


def problems_of(folder: Path) -> list[str]:
    """What is wrong with a capability's Chinese catalogue, a line each; empty when all is well."""
    path = folder / CATALOGUE
    used = used_in(folder)
    if not path.exists():
        return [f"{folder.name}: no catalogue for {len(used)} sentences"] if used else []
    known = _messages(path)
    wrong = [f"{folder.name}: missing {message!r}" for _c, message in sorted(used - set(known), key=str)]
    left_over = set(known) - used - _libraries_own()
    wrong += [f"{folder.name}: no longer used {key[1]!r}" for key in sorted(left_over, key=str)]
    wrong += [f"{folder.name}: fuzzy or empty {m.id!r}" for m in known.values() if m.fuzzy or not _filled(m.string)]
    return wrong


def disagreements(folders: Iterable[Path]) -> list[str]:
    """Sentences that capabilities say in different Chinese, a line each: Django would show one of them everywhere.

    The cure is one wording for all, or a context (``pgettext``) where the English means two things.
    """
    said: dict[tuple[str | None, str], dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in (folder / CATALOGUE for folder in folders):
        for key, message in _messages(path).items() if path.exists() else ():
            said[key][message.string].append(path.parents[3].name)
    return [
        f"{', '.join(sorted(name for names in ways.values() for name in names))}: said in different ways {key[1]!r}"
        for key, ways in sorted(said.items(), key=str)
        if len(ways) > 1
    ]


def _messages(path: Path) -> dict[tuple[str | None, str], Message]:
    with path.open("rb") as source:
        return {(m.context, _first(m.id)): m for m in read_po(source, locale="zh_Hans") if m.id}


def _libraries_own() -> set[tuple[str | None, str]]:
    """What Django and allauth say themselves: a capability may say it more plainly in its own catalogue."""
    found: set[tuple[str | None, str]] = set()
    for library in LIBRARIES:
        folder = Path(str(find_spec(library).origin)).parent  # type: ignore[union-attr]
        for path in folder.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"):
            found |= set(_messages(path))
    return found


def _first(message: str | Sequence[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _filled(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands of the module's head."""
    if arguments[:1] == ["compile"]:
        print(f"{compile_all()} catalogues compiled")
        return 0
    names = arguments[1:] or [path.name for path in sorted(ROOT.iterdir()) if (path / "apps.py").exists()]
    wrong = [line for name in names for line in problems_of(ROOT / name)]
    wrong += disagreements(sorted(path for path in ROOT.iterdir() if path.is_dir()))
    print("\n".join(wrong) or "translations complete")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
