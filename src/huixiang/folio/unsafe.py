"""Why a file is refused: one exception per reason, each with a code the pages translate.

The codes and the names of their parameters are an interface: pages and tests rely on them.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, Final


class UnsafeFile(Exception):
    """A file we do not take in; ``code`` names the reason, ``params`` fill its sentence."""

    code: ClassVar[str] = "unsafe"

    def __init__(self, **params: str | int) -> None:
        super().__init__(self.code, params)
        self.params: Final[Mapping[str, str | int]] = MappingProxyType(params)


class EmptyFile(UnsafeFile):
    """The file holds nothing."""

    code = "empty"


class FileTooLarge(UnsafeFile):
    """The file is larger than we take; params: bytes, limit (both bytes)."""

    code = "too_large"


class KindNotAllowed(UnsafeFile):
    """We take no files with this extension; params: extension."""

    code = "kind_not_allowed"


class ContentMismatch(UnsafeFile):
    """The content is not what the extension says; params: extension."""

    code = "content_mismatch"


class BrokenFile(UnsafeFile):
    """The file cannot be read: damaged, or made to break the reader."""

    code = "broken"


class EncryptedFile(UnsafeFile):
    """The file is locked with a password."""

    code = "encrypted"


class UnpacksTooLarge(UnsafeFile):
    """A small file that unpacks to a huge one (zip bomb); params: limit (bytes or ratio)."""

    code = "zip_bomb"


class TooManyMembers(UnsafeFile):
    """The package holds too many files; params: members, limit."""

    code = "too_many_members"


class EscapingPath(UnsafeFile):
    """A member's name leads out of the package, or is a link; params: member."""

    code = "escaping_path"


class MacroFound(UnsafeFile):
    """The document holds a program; params: member."""

    code = "macro"


class EmbeddedObject(UnsafeFile):
    """The document holds another file or control that runs in its own program; params: member."""

    code = "embedded_object"


class ExternalReference(UnsafeFile):
    """The document fetches something from outside when opened; params: member."""

    code = "external_reference"


class DynamicExchange(UnsafeFile):
    """The document starts another program by DDE; params: member."""

    code = "dynamic_exchange"


class EntityFound(UnsafeFile):
    """An XML part declares a document type or entities (billion laughs); params: member."""

    code = "xml_entities"


class TooManyPixels(UnsafeFile):
    """The picture is too large to open; params: pixels, limit."""

    code = "too_many_pixels"


class TooManyRows(UnsafeFile):
    """The table is too long; params: limit."""

    code = "too_many_rows"


class TooManyColumns(UnsafeFile):
    """The table is too wide; params: limit."""

    code = "too_many_columns"


class TooManyPages(UnsafeFile):
    """The document is too long; params: pages, limit."""

    code = "too_many_pages"


class NoText(UnsafeFile):
    """The document holds pictures of words only, such as a scan; params: pages."""

    code = "no_text"


class NoHeader(UnsafeFile):
    """No row of the table looks like column names."""

    code = "no_header"


def refusal(code: str, params: Mapping[str, str | int]) -> UnsafeFile:
    """Rebuild a refusal from its code, as told by the child process; unknown codes are broken."""
    for kind in _kinds(UnsafeFile):
        if kind.code == code:
            return kind(**params)
    return BrokenFile()


def _kinds(parent: type[UnsafeFile]) -> Iterator[type[UnsafeFile]]:
    for kind in parent.__subclasses__():
        yield kind
        yield from _kinds(kind)
