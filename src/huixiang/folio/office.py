"""Check .docx and .xlsx packages member by member; what passes is kept byte for byte.

Refused: programs, embedded objects, anything fetched from outside on opening, DDE, entities.
Plain links that a reader clicks on purpose are allowed.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final
from urllib.parse import urlsplit
from zipfile import ZipInfo

from huixiang.folio.archives import checked_members, pieces
from huixiang.folio.unsafe import (
    ContentMismatch,
    DynamicExchange,
    EmbeddedObject,
    ExternalReference,
    MacroFound,
)
from huixiang.folio.xmlwatch import watch

MAIN_TYPES: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}

_MACRO_NAME: Final = re.compile(r"vba(project|data)|(^|/)(macrosheets|dialogsheets)/", re.IGNORECASE)
_OBJECT_NAME: Final = re.compile(r"oleobject|(^|/)activex/", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
_NESTED: Final = re.compile(r"\.(docx|xlsx)$", re.IGNORECASE)
_OLE: Final = b"\xd0\xcf\x11\xe0"
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!")
_MACRO_TYPE: Final = re.compile(r"macro|vba", re.IGNORECASE)
_OBJECT_TYPE: Final = re.compile(r"/(oleobject|control|activexcontrolbinary|afchunk|subdocument)$", re.IGNORECASE)
_LINK_SCHEMES: Final = frozenset({"", "http", "https", "mailto", "tel"})
_FIELD_BEGINS: Final = "\x00"
_DDE_FIELD: Final = re.compile(r"(?<![A-Za-z0-9])DDE(AUTO)?(?![A-Za-z0-9])|^\s{0,9}QUOTE[\s\d]{5}", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'!")


def check_office(data: bytes, *, extension: str, nested: bool = False) -> None:
    """Check a whole package of the kind ``extension`` ('docx' or 'xlsx').

    A workbook or document embedded behind a chart is checked the same way, one level deep. Cost:
    every byte is unpacked and every XML element seen once, about 1 s per 40 MB unpacked.

    :raises UnsafeFile: the first thing found; the file is not to be kept.
    """
    types: set[str] = set()
    for member in checked_members(data):
        content = pieces(data, member)
        first = next(content, b"")
        _check_name(member.filename, first)
        whole = chain((first,), content)
        if _EMBEDDED.search(member.filename):
            _check_nested(member, whole, nested=nested)
        elif _is_xml(member.filename, first):
            part = _Part(member.filename)
            watch(whole, part, member=member.filename)
            part.finish()
            types |= part.types
        else:
            _drain(whole)
    if MAIN_TYPES[extension] not in types:
        raise ContentMismatch(extension=extension)


class _Part:
    """Watches one XML part of a package."""

    texts_of = frozenset({"instrText", "f", "formula", "formula1", "formula2", "definedName"})

    def __init__(self, member: str) -> None:
        self.member = member
        self.types: set[str] = set()
        self.fields: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            _check_relationship(attributes, self.member)
        elif name in {"Override", "Default"}:
            self._content_type(attributes.get("ContentType", ""))
        elif name in {"ddeLink", "ddeItem"}:
            raise DynamicExchange(member=self.member)
        elif name in {"oleLink", "OLEObject", "oleObject", "control", "altChunk"}:
            raise EmbeddedObject(member=self.member)
        elif name == "fldChar":
            if "begin" in attributes.values():
                self.fields.append(_FIELD_BEGINS)
        elif name == "fldSimple":
            self.fields += (_FIELD_BEGINS, *attributes.values(), _FIELD_BEGINS)

    def text(self, name: str, text: str) -> None:
        if name == "instrText":
            self.fields.append(text)
        elif "|" in text and "|" in _QUOTED.sub("", text):
            # Outside quotes a formula has no other use for the bar than cmd|'/c ...'!A1.
            raise DynamicExchange(member=self.member)

    def finish(self) -> None:
        # Word joins the runs of a field, so DD + EAUTO must be read as one word.
        for code in "".join(self.fields).split(_FIELD_BEGINS):
            if not code.lstrip().upper().startswith("HYPERLINK") and _DDE_FIELD.search(code):
                raise DynamicExchange(member=self.member)

    def _content_type(self, content_type: str) -> None:
        self.types.add(content_type)
        if _MACRO_TYPE.search(content_type):
            raise MacroFound(member=self.member)


def _check_name(name: str, first: bytes) -> None:
    if _MACRO_NAME.search(name):
        raise MacroFound(member=name)
    if _OBJECT_NAME.search(name) or first.startswith((_OLE, *_PROGRAMS)):
        raise EmbeddedObject(member=name)


def _check_relationship(attributes: Mapping[str, str], member: str) -> None:
    kind, target = attributes.get("Type", ""), attributes.get("Target", "").strip()
    if _MACRO_TYPE.search(kind):
        raise MacroFound(member=member)
    if _OBJECT_TYPE.search(kind):
        raise EmbeddedObject(member=member)
    external = attributes.get("TargetMode", "").casefold() == "external" or "://" in target
    if external and not (kind.casefold().endswith("/hyperlink") and _is_plain_link(target)):
        raise ExternalReference(member=member)


def _is_plain_link(target: str) -> bool:
    if target.startswith(("\\\\", "//")):
        return False  # a network share: opening it sends the reader's password hash
    try:
        return urlsplit(target).scheme.casefold() in _LINK_SCHEMES
    except ValueError:
        return False


def _check_nested(member: ZipInfo, content: Iterator[bytes], *, nested: bool) -> None:
    found = _NESTED.search(member.filename)
    if nested or not found:
        raise EmbeddedObject(member=member.filename)
    check_office(b"".join(content), extension=found[1].casefold(), nested=True)


def _is_xml(name: str, first: bytes) -> bool:
    if name.casefold().endswith((".xml", ".rels", ".vml")):
        return True
    return first.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _drain(content: Iterator[bytes]) -> None:
    for _ in content:
        pass
