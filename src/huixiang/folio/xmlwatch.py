"""Read the XML of Office packages without trusting it, element by element, building nothing.

The only place that parses XML. Document types and entities are refused by defusedxml.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, Final, Protocol
from xml.sax import SAXException, SAXParseException

from huixiang.folio.unsafe import BrokenFile, EntityFound

_reader: Final[Any] = import_module("defusedxml.expatreader")
_refused: Final[Any] = import_module("defusedxml.common")


class Watcher(Protocol):
    """Looks at elements by their local name; texts only of the elements it names."""

    texts_of: frozenset[str]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """See an element begin; attribute names are as written, with their prefix."""

    def text(self, name: str, text: str) -> None:
        """See the whole text of an element named in ``texts_of``."""


def watch(parts: Iterable[bytes], watcher: Watcher, *, member: str) -> None:
    """Feed the bytes of one XML part to a watcher.

    :raises EntityFound: it declares a document type; nothing after that was read.
    :raises BrokenFile: it is not well-formed.
    """
    parser = _reader.create_parser(forbid_dtd=True)
    _connect(parser, watcher)
    try:
        for part in parts:
            parser.feed(part)
        parser.close()
    except _refused.DefusedXmlException as error:
        raise EntityFound(member=member) from error
    except (SAXParseException, SAXException, ValueError, LookupError, AssertionError) as error:
        raise BrokenFile from error


def _connect(parser: Any, watcher: Watcher) -> None:
    """Bind the watcher directly to expat: xml.sax's own attribute objects cost three times more."""
    waiting: list[str] = []
    texts: list[str] = []
    see: Final[Callable[[str, Mapping[str, str]], None]] = watcher.start

    def start(name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        see(local, attributes)
        if local in watcher.texts_of:
            waiting.append(name)
            expat().CharacterDataHandler = texts.append
            expat().EndElementHandler = end

    def end(name: str) -> None:
        if waiting and waiting[-1] == name:
            waiting.pop()
            watcher.text(name.rpartition(":")[2], "".join(texts))
        if not waiting:
            texts.clear()
            expat().CharacterDataHandler = None
            expat().EndElementHandler = None

    def expat() -> Any:
        return parser._parser  # noqa: SLF001 - xml.sax hides it, and has no other way to mute events

    def reset() -> None:
        own_reset()
        expat().StartElementHandler = start
        expat().EndElementHandler = None
        expat().CharacterDataHandler = None

    own_reset = parser.reset
    parser.reset = reset
