"""What a kept index consists of on disk: segments that never change, and one small manifest that names them.

Everything is written beside its place, flushed, and then renamed: a reader or a crash meets the old state or the new
one, and a full disk leaves the old.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

Rows = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

FORMAT: Final = 1
# A voice as the index keeps it: first is the row of its family's first voice in the whole index, its own if none.
KEPT: Final[Any] = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("words", pa.large_string(), nullable=False),
        pa.field("place", pa.string()),
        pa.field("first", pa.int64(), nullable=False),
        pa.field("score", pa.float32(), nullable=False),
    ]
)
_MANIFEST: Final = "index.json"


class NotReadable(Exception):
    """The folder holds no index that this version can read; the sentence says why. Nothing was changed."""


class NotKept(Exception):
    """The disk did not take what was to be written; the index is as it was before."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which segments make up the index, in the order of their rows, and under which rules they were made."""

    mark: str
    segments: tuple[tuple[str, int], ...] = ()
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many voices the index holds."""
        return sum(rows for _, rows in self.segments)


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the index, mapped into memory: voices from row ``start`` on, and their keys, rising."""

    start: int
    voices: pa.Table
    keys: Keys
    owners: npt.NDArray[np.uint32]

    def spans(self, wanted: Keys) -> tuple[Rows, Rows]:
        """Give where in ``keys`` the owners of each wanted key begin and end."""
        return np.searchsorted(self.keys, wanted, "left"), np.searchsorted(self.keys, wanted, "right")


def read_manifest(folder: Path) -> Manifest | None:
    """Read which segments there are; None if there is no index yet.

    :raises NotReadable: it is damaged, or made by a newer version.
    """
    path = folder / _MANIFEST
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(found["mark"], tuple((name, rows) for name, rows in found["segments"]), found["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotReadable(f"{path} is damaged. Delete the folder to build the index anew.") from error
    if manifest.format > FORMAT:
        raise NotReadable(
            f"The index in {folder} was made by a newer version of Huixiang. Update, or use another folder."
        )
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a new manifest in the old one's place, then drop the segments it no longer names.

    :raises NotKept: the disk is full or cannot be written.
    """
    with _kept(folder):
        fresh = folder / f".{_MANIFEST}"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(manifest)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / _MANIFEST)
    named = {name for name, _ in manifest.segments}
    for path in folder.glob("segment-*"):
        if path.name not in named:
            shutil.rmtree(path, ignore_errors=True)


def read_segment(folder: Path, name: str, start: int) -> Segment:
    """Map one segment into memory; nothing is read before it is used.

    :raises NotReadable: a file is missing or damaged.
    """
    try:
        voices = ipc.open_file(pa.memory_map(str(folder / name / "voices.arrow"))).read_all()
        keys, owners = (np.load(folder / name / f"{part}.npy", mmap_mode="r") for part in ("keys", "owners"))
    except (OSError, ValueError, pa.ArrowException) as error:
        raise NotReadable(f"{folder / name} is damaged. Delete the folder to build the index anew.") from error
    return Segment(start, voices, keys, owners)


def write_segment(folder: Path, parts: Sequence[pa.Table], keys: Keys, owners: Rows) -> str:
    """Write a segment of voices, as ``KEPT``, and their keys with the row in this segment; gives its name.

    :raises NotKept: the disk is full or cannot be written.
    """
    order = np.argsort(keys, kind="stable")  # the owners of one key come in order, and stay so
    with _kept(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".segment-") as fresh:
        _flushed(Path(fresh, "voices.arrow"), lambda file: _write_voices(file, parts))
        _flushed(Path(fresh, "keys.npy"), lambda file: np.save(file, keys[order]))
        _flushed(Path(fresh, "owners.npy"), lambda file: np.save(file, owners[order].astype(np.uint32)))
        name = _free_name(folder)
        Path(fresh).rename(folder / name)
        Path(fresh).mkdir()  # for the context to remove
    return name


def write_without(folder: Path, segment: Segment, gone: Any) -> str:
    """Write a segment anew without the words, places and keys of the marked rows, which stay; gives its name.

    :raises NotKept: the disk is full or cannot be written.
    """
    voices = segment.voices
    for name, nothing in (("words", pa.scalar("", pa.large_string())), ("place", pa.scalar(None, pa.string()))):
        column = pc.if_else(gone, nothing, voices[name])
        voices = voices.set_column(KEPT.get_field_index(name), KEPT.field(name), column)
    kept = ~gone.to_numpy()[segment.owners]
    return write_segment(folder, [voices], segment.keys[kept], segment.owners[kept].astype(np.int64))


def _write_voices(file: Any, parts: Sequence[pa.Table]) -> None:
    # One run for each column: taking a few rows out of many runs would first join these.
    with ipc.new_file(file, KEPT) as writer:
        writer.write_table(pa.concat_tables(parts).cast(KEPT).combine_chunks())


def _flushed(path: Path, write: Callable[[Any], None]) -> None:
    with path.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _free_name(folder: Path) -> str:
    taken = [int(path.name.removeprefix("segment-")) for path in folder.glob("segment-*")]
    return f"segment-{max(taken, default=0) + 1:08}"


@contextmanager
def _kept(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotKept(
            f"The index in {folder} could not be written: {error.strerror or error}. It is as it was."
        ) from error
