"""Opens a PDF for its words or its pictures, in the child process only; what cannot be opened is said as elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from huixiang.folio.unsafe import BrokenFile, EncryptedFile


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document, closed afterwards.

    :raises EncryptedFile: it has a password. :raises BrokenFile: it cannot be read, now or further on.
    """
    pdfium: Any = import_module("pypdfium2")  # loaded on use: other tasks of the child do without
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise (EncryptedFile if "password" in str(error).casefold() else BrokenFile) from error
    try:
        yield document
    except pdfium.PdfiumError as error:
        raise BrokenFile from error
    finally:
        document.close()
