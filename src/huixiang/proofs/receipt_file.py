"""The speaker's proof file: a tlog-proof whose extra line holds what opens the entry, and what it says of itself.

Decides what a file must hold to be checked by anybody, offline, and the outcomes of checking; how they are worded is
left to the caller. The words are not in it: who has them can show that they are the ones that were logged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huixiang.proofs import tlog_proof
from huixiang.proofs.entries import KEY_BYTES, Entry, EntryWrong, LeafType, canonical, content_of, digests
from huixiang.proofs.merkle import ProofWrong
from huixiang.proofs.notes import COSIGNATURE, ED25519, NoteWrong, NotSigned, Verifier, read_verifier
from huixiang.proofs.tlog_proof import FileWrong, TlogProof, read_proof

VERSION: Final = 1
SUFFIX: Final = ".tlog-proof"


class Outcome(StrEnum):
    """What checking a file found. Only the first three are good."""

    WITNESSED = "witnessed"
    NO_WITNESS = "no_witness"
    KEY_UNCONFIRMED = "key_unconfirmed"
    """It holds, by the key the file itself names: compare that key with the notice board."""
    OTHER_LOG = "other_log"
    UNKNOWN_SIGNER = "unknown_signer"
    BROKEN = "broken"
    NO_FILE = "no_file"


@dataclass(frozen=True, slots=True)
class Opened:
    """The extra line: the log's key as the file claims it, the locator, the entry, the key and digests that open it."""

    log_key: str
    locator: str
    entry: Entry
    key: bytes
    digests: Mapping[str, str]

    @property
    def raw(self) -> bytes:
        """As the extra line holds it."""
        plain = {
            "v": VERSION, "log": self.log_key, "locator": self.locator, "type": int(self.entry.kind),
            "day": self.entry.day, "subject": str(self.entry.subject), "claim": self.entry.claim.hex(),
            "key": self.key.hex(), "digests": dict(self.digests),
        }  # fmt: skip
        return canonical(plain)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file proves, as far as it could be read."""

    outcome: Outcome
    origin: str = ""
    locator: str = ""
    index: int = 0
    size: int = 0
    day: int = 0
    log_key: str = ""
    witnesses: Sequence[tuple[str, int]] = ()
    """Names of the witnesses whose signatures hold, each with its moment in seconds."""
    words_fit: bool | None = None
    """Whether the words somebody gave are those that were logged; None when none were given."""


def read_opened(raw: bytes) -> Opened:
    """Read the extra line of a receipt.

    :raises FileWrong: it is none, or not as we write it.
    """
    try:
        plain = json.loads(raw)
        found = _opened(plain)
        if found.raw != raw or plain["v"] != VERSION:
            raise FileWrong("the extra line is not written as it should be")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileWrong("the extra line opens nothing") from error
    return found


def _opened(plain: Mapping[str, object]) -> Opened:
    key, found = bytes.fromhex(str(plain["key"])), plain["digests"]
    if (
        not isinstance(found, dict)
        or len(key) != KEY_BYTES
        or not all(isinstance(each, str) for each in found.values())
    ):
        raise FileWrong("the extra line opens nothing")
    entry = Entry(
        LeafType(int(str(plain["type"]))), int(str(plain["day"])), int(str(plain["subject"])),
        bytes.fromhex(str(plain["claim"])), content_of(key, found),
    )  # fmt: skip
    return Opened(str(plain["log"]), str(plain["locator"]), entry, key, found)


def check(
    text: str, *, logs: Iterable[Verifier] = (), witnesses: Iterable[Verifier] = (), words: str | None = None
) -> Checked:
    """Check a proof file against the keys one trusts. Never raises: what is wrong is the outcome.

    Without ``logs`` the key the file names is used, and the best outcome is ``KEY_UNCONFIRMED``.
    """
    try:
        proof = read_proof(text)
        opened = read_opened(proof.extra)
    except (FileWrong, EntryWrong):
        return Checked(Outcome.NO_FILE)
    outcome, standing = _outcome(proof, opened, list(logs), list(witnesses))
    fit = None
    if words is not None:
        fit = digests(opened.key, {"words": words})["words"] == opened.digests.get("words")
    checkpoint = proof.checkpoint
    return Checked(
        outcome, checkpoint.origin, opened.locator, proof.index, checkpoint.size, opened.entry.day, opened.log_key,
        standing, fit,
    )  # fmt: skip


Standing = list[tuple[str, int]]


def _outcome(
    proof: TlogProof, opened: Opened, logs: list[Verifier], witnesses: list[Verifier]
) -> tuple[Outcome, Standing]:
    if logs and proof.checkpoint.origin not in {key.name for key in logs}:
        return Outcome.OTHER_LOG, []
    try:
        keys = logs or [_own_key(opened, proof)]
        _require_locator(opened)
        vouched = tlog_proof.verify(proof, entry=opened.entry.encode(), keys=[*keys, *witnesses])
    except NotSigned:
        return Outcome.UNKNOWN_SIGNER, []
    except (ProofWrong, NoteWrong):
        return Outcome.BROKEN, []
    if not any(each.key in keys for each in vouched):
        return Outcome.UNKNOWN_SIGNER, []
    standing = [(each.key.name, each.moment or 0) for each in vouched if each.key.kind == COSIGNATURE]
    if not logs:
        return Outcome.KEY_UNCONFIRMED, standing
    return (Outcome.WITNESSED if standing else Outcome.NO_WITNESS), standing


def _own_key(opened: Opened, proof: TlogProof) -> Verifier:
    key = read_verifier(opened.log_key)
    if key.kind != ED25519 or key.name != proof.checkpoint.origin:
        raise NoteWrong("the key in the file is of another log")
    return key


def _require_locator(opened: Opened) -> None:
    found = digests(opened.key, {"locator": opened.locator})["locator"]
    if found != opened.digests.get("locator"):
        raise ProofWrong("the locator is not the one that was logged")
