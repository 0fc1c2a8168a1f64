"""Keep a model in a folder, and read it again: JSON and plain arrays, nothing that can run.

``model.json`` names one file of arrays for each taxonomy by its checksum, and is replaced last and at once: a folder
holds the old model or the new one, never half of each. A newer or damaged model is refused with a sentence.
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from huixiang.digest.classes.model import Model, Taxonomy
from huixiang.digest.classes.sureness import Sureness
from huixiang.digest.errors import DigestError

VERSION: Final = 1
_HEAD: Final = "model.json"
_ARRAYS: Final = ("idf", "weights", "gram_weights", "bias", "shares")
_LISTS: Final = ("terms", "grams")
_FACTS: Final = ("name", "classes", "unseen_idf", "unseen_share", "left_out")


def save(model: Model, folder: Path) -> None:
    """Write a model into a folder, made if need be; files of an older model in it are removed afterwards.

    The same model gives the same bytes. About 50 bytes for each word, character gram and class.

    :raises DigestError: the folder cannot be written; what it held before is still whole.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = [_write(folder, _packed(taxonomy), ".npz") for taxonomy in model.taxonomies]
        facts = [_facts(taxonomy) | {"file": name} for taxonomy, name in zip(model.taxonomies, files, strict=True)]
        body = {"version": VERSION, "made_at": model.made_at, "seed": model.seed, "taxonomies": facts}
        head = {"check": _check(body), "model": body}
        _replace(folder / _HEAD, json.dumps(head, ensure_ascii=False, indent=1, sort_keys=True).encode())
        for stale in set(folder.glob("*.npz")) - {folder / name for name in files}:
            stale.unlink()
    except OSError as error:
        raise DigestError("not_saved", f"The model cannot be written to {folder}: {error.strerror}.") from error


def load(folder: Path) -> Model:
    """Read a model from its folder.

    :raises DigestError: there is none, it was made by a newer version, or a file is damaged.
    """
    body = _head(folder)
    with _damage_named(folder):
        taxonomies = tuple(_taxonomy(folder, facts) for facts in body["taxonomies"])
        return Model(taxonomies, body["made_at"], body["seed"])


def _head(folder: Path) -> dict[str, Any]:
    try:
        content = (folder / _HEAD).read_bytes()
    except OSError as error:
        raise DigestError("no_model", f"There is no model in {folder}: it has no {_HEAD}.") from error
    with _damage_named(folder):
        head = json.loads(content)
        body: dict[str, Any] = head["model"]
        newer = body["version"] > VERSION
        if not newer and head["check"] != _check(body):
            raise ValueError
    if newer:
        raise DigestError(
            "newer_model",
            f"The model in {folder} was made by a newer version (format {body['version']}, this one reads up to "
            f"{VERSION}): update this program, or train the model again with it.",
        )
    return body


@contextmanager
def _damage_named(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, OSError, zipfile.BadZipFile) as error:
        raise DigestError(
            "damaged_model", f"The model in {folder} is damaged: copy it again, or train it again."
        ) from error


def _facts(taxonomy: Taxonomy) -> dict[str, Any]:
    return {name: getattr(taxonomy, name) for name in _FACTS} | {"sureness": asdict(taxonomy.sureness)}


def _check(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _packed(taxonomy: Taxonomy) -> bytes:
    arrays: dict[str, Any] = {name: getattr(taxonomy, name) for name in _ARRAYS}
    for name in _LISTS:
        arrays[name] = np.frombuffer("\n".join(getattr(taxonomy, name)).encode(), np.uint8)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def _taxonomy(folder: Path, facts: Mapping[str, Any]) -> Taxonomy:
    content = (folder / Path(facts["file"]).name).read_bytes()
    if _name_of(content, ".npz") != facts["file"]:
        raise ValueError
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        fields: dict[str, Any] = {name: arrays[name] for name in _ARRAYS}
        for name in _LISTS:
            text = arrays[name].tobytes().decode()
            fields[name] = tuple(text.split("\n")) if text else ()
    for name in _FACTS:
        fields[name] = tuple(facts[name]) if isinstance(facts[name], list) else facts[name]
    return Taxonomy(**fields, sureness=Sureness(**facts["sureness"]))


def _write(folder: Path, content: bytes, ending: str) -> str:
    name = _name_of(content, ending)
    _replace(folder / name, content)
    return name


def _name_of(content: bytes, ending: str) -> str:
    return hashlib.sha256(content).hexdigest()[:32] + ending


def _replace(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, then take the place at once."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
