"""The parts of a .docx as XML trees, opened without trust: limits of ``archives``, no entities.

Only words are read, so programs and links in the file do no harm here; whether the file itself
may be kept is ``office``'s business.
"""

from collections.abc import Iterator
from importlib import import_module
from posixpath import join, normpath
from typing import Any, Final

from huixiang.folio.archives import checked_members, pieces
from huixiang.folio.office import MAIN_TYPES
from huixiang.folio.unsafe import BrokenFile, ContentMismatch, EntityFound, UnpacksTooLarge

PART: Final = 64 * 1024 * 1024  # bytes of the largest part that is read as a tree
_etree: Final[Any] = import_module("lxml.etree")


class Parts:
    """An opened package; trees are lxml elements, addressed by the names of their members."""

    def __init__(self, data: bytes) -> None:
        """Check the package and find its main document.

        :raises UnsafeFile: what ``archives`` finds, or content_mismatch if it is no .docx.
        """
        self._data = data
        self._members = {member.filename: member for member in checked_members(data)}
        types = self.tree("[Content_Types].xml")
        names = [each.get("PartName", "") for each in _elements(types) if each.get("ContentType") == MAIN_TYPES["docx"]]
        if not names:
            raise ContentMismatch(extension="docx")
        self.main = names[0].lstrip("/")

    def tree(self, name: str) -> Any:
        """Parse one part; None if the package has none of that name.

        :raises UnsafeFile: broken, xml_entities or zip_bomb (more than 64 MiB).
        """
        member = self._members.get(name)
        if member is None:
            return None
        if member.file_size > PART:
            raise UnpacksTooLarge(limit=PART)
        parser = _etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = _etree.fromstring(b"".join(pieces(self._data, member)), parser)
        except (_etree.XMLSyntaxError, ValueError) as error:
            raise BrokenFile from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise EntityFound(member=name)
        return root

    def related(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Yield the parts of one kind (styles, numbering, footnotes, header ...) that belong to the document."""
        folder, _, file = self.main.rpartition("/")
        for each in _elements(self.tree(join(folder, "_rels", f"{file}.rels"))):
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode", "") != "External":
                target = each.get("Target", "")
                name = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                tree = self.tree(name)
                if tree is not None:
                    yield name, tree

    def one(self, kind: str) -> Any:
        """Give the first part of one kind; None if there is none."""
        return next((tree for _, tree in self.related(kind)), None)


def local(element: Any) -> str:
    """Give the name of an element without its namespace: transitional and strict files differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, name: str = "val") -> str:
    """Give an attribute by its local name; empty if it is missing or the element is None."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Any, *names: str) -> Any:
    """Give the first element at a path of local names below an element; None if there is none."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def whole_number(text: str) -> int | None:
    """Read a whole number of an attribute; None if it is none or absurd."""
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 8 else None


def _elements(tree: Any) -> list[Any]:
    return [] if tree is None else list(tree)
