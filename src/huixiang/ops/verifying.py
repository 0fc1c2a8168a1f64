"""``huixiang verify``: checks a proof file on any machine, without server, database or network.

Decides the sentences and the exit codes; whether a file holds is ``proofs.receipt_file``'s business. A code in a copy
of the log is looked up by ``looking_up``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from huixiang.ops.looking_up import Asked, continues, look_up
from huixiang.proofs.kept_heads import find_head, text_kept
from huixiang.proofs.notes import Checkpoint, NoteWrong, Verifier, read_verifier
from huixiang.proofs.receipt_file import Checked, Outcome, check
from huixiang.proofs.tlog_proof import is_meant_as_proof, read_proof

LARGEST: Final = 256 * 1024
GOOD: Final = 0
REFUSED: Final = 1
UNCONFIRMED: Final = 3
_EPOCH: Final = dt.date(1970, 1, 1)

SENTENCES: Final = {
    Outcome.WITNESSED: (
        "有效。受理号 {locator} 的反映在 {day} 记入账本 {origin}，是第 {place} 条；账本签了名，外部见证人也签了名。",
        "Valid. The voice {locator} was logged in {origin} on {day} as entry {place}; the log and a witness signed it.",
    ),
    Outcome.NO_WITNESS: (
        """账本的签名有效，但没有您信任的外部见证人：受理号 {locator} 的反映在 {day} 是账本 {origin} 的第 {place} 条。
管理服务器的人仍可能另造一本账。""",
        """The log's signature holds, but no witness you trust signed: {locator} is entry {place} of {origin}, {day}.
Whoever runs the server could still have made another log.""",
    ),
    Outcome.KEY_UNCONFIRMED: (
        """文件自身前后一致（受理号 {locator}，{day}，第 {place} 条），但您没有给出账本的公钥。
请把下面的公钥和公告栏上的比一比：
  {log_key}""",
        """The file agrees with itself (voice {locator}, {day}, entry {place}), but you gave no key of the log.
Compare this key with the one on the notice board:
  {log_key}""",
    ),
    Outcome.OTHER_LOG: (
        "这份证明来自另一个系统的账本：{origin}。它不能证明这里的任何事。",
        "This proof is of another system's log: {origin}. It proves nothing about this one.",
    ),
    Outcome.UNKNOWN_SIGNER: (
        "签名不对：账本 {origin} 的签名不是您信任的公钥签的。",
        "The signature is wrong: {origin} was not signed by the key you trust.",
    ),
    Outcome.BROKEN: (
        "无效：文件被改动过，或者不完整。它证明不了这条反映在账本里。",
        "Not valid: the file was changed or is incomplete. It does not prove that the voice is in the log.",
    ),
    Outcome.NO_FILE: (
        "这不是证明文件，或者已经损坏。证明文件的名字以 .tlog-proof 结尾。",
        "This is no proof file, or it is damaged. Names of proof files end in .tlog-proof.",
    ),
}
HEAD: Final = (
    "读到一个账本头：{origin}，{size} 条，账本的签名有效。",
    "A head of {origin} was read, {size} entries; the log's signature holds.",
)
HEAD_ALONE: Final = (
    "要知道账本后来改没改过，请加上 --mirror：一份用 huixiang monitor 新取的副本。",
    "To learn whether the log was changed since, name a fresh copy by huixiang monitor, with --mirror.",
)
WORDS: Final = {
    True: ("您给出的原话，就是当时记入账本的原话。", "The words you gave are the words that were logged."),
    False: ("您给出的原话，不是当时记入账本的原话。", "The words you gave are not the words that were logged."),
}


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 valid, 1 not valid, 2 misspelt, 3 without key or witness."""
    parser = _parser()
    given = parser.parse_args(words)
    if given.file is None and given.mirror is None:
        parser.error("name a .tlog-proof file, or a copy of the log with --mirror")
    if given.mirror is not None and not given.key:
        parser.error("--mirror needs the key of the log, with --key")
    try:
        return _check_file(given) if given.file else _look_up(given)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="huixiang verify",
        description="Checks a proof file or a head somebody kept, or finds a voice by its 28 digits. Offline.",
    )
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="a .tlog-proof file, or a head you kept, such as a mail; without one the code is asked for",
    )
    parser.add_argument(
        "--key", action="append", default=[], type=read_key_argument, help="key of the log, from the notice board"
    )
    parser.add_argument(
        "--witness", action="append", default=[], type=read_key_argument, help="key of a witness you trust"
    )
    parser.add_argument("--words", type=Path, help="a text file with the words you sent")
    parser.add_argument("--mirror", type=Path, metavar="DIR", help="a copy of the log, made by huixiang monitor")
    parser.add_argument(
        "--code", type=Path, metavar="FILE", help="file with the code, else it is asked for; - is stdin"
    )
    parser.add_argument("--site", default="", help="address of the site, if it is not that in the log's name")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    return parser


def _check_file(given: argparse.Namespace) -> int:
    raw, spoken = _read(given.file), _words(_read(given.words)).strip() if given.words else None
    text = _words(raw)
    found = check(text, logs=given.key, witnesses=given.witness, words=spoken)
    language = 0 if given.lang == "zh" else 1
    # A damaged proof holds a head as well, which says nothing of the voice.
    if found.outcome is Outcome.NO_FILE and not is_meant_as_proof(text):
        head = find_head(text_kept(raw), logs=given.key)
        if head is not None:
            return _check_head(head, given, language)
    say(found, language=language)
    code = _code(found)
    if given.mirror is None or code == REFUSED:
        return code
    in_copy = continues(read_proof(text).checkpoint, given.mirror, logs=given.key, lang=language)
    return code if in_copy == GOOD else in_copy


def _check_head(head: Checkpoint, given: argparse.Namespace, language: int) -> int:
    """A head somebody kept, from a mail or the notice board: whether a copy made today still continues it."""
    print(HEAD[language].format(origin=head.origin, size=head.size))
    if given.mirror is None:
        print(HEAD_ALONE[language])
        return UNCONFIRMED
    return continues(head, given.mirror, logs=given.key, lang=language)


def _look_up(given: argparse.Namespace) -> int:
    return look_up(
        given.mirror, code=given.code,
        asked=Asked(given.key, given.witness, given.site, lang=0 if given.lang == "zh" else 1),
    )  # fmt: skip


def say(found: Checked, *, language: int) -> None:
    """Print what was found, in Chinese (0) or English (1)."""
    day = (_EPOCH + dt.timedelta(days=min(found.day, 2_000_000))).isoformat()
    print(
        SENTENCES[found.outcome][language].format(
            locator=found.locator, origin=found.origin, day=day, place=found.index + 1, log_key=found.log_key
        )
    )
    for name, moment in found.witnesses:
        at = dt.datetime.fromtimestamp(min(moment, 32_503_680_000), tz=dt.UTC)
        print(f"  {name} · {at:%Y-%m-%d %H:%M} UTC")
    if found.words_fit is not None:
        print(WORDS[found.words_fit][language])


def _code(found: Checked) -> int:
    if found.words_fit is False:
        return REFUSED
    if found.outcome in {Outcome.NO_WITNESS, Outcome.KEY_UNCONFIRMED}:
        return UNCONFIRMED
    return GOOD if found.outcome is Outcome.WITNESSED else REFUSED


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _words(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def read_key_argument(text: str) -> Verifier:
    """Read a key as it was typed, or from a file that holds it.

    :raises ArgumentTypeError: it is none.
    """
    try:
        path = Path(text)
        return read_verifier(path.read_text() if "+" not in text and path.is_file() else text)
    except (NoteWrong, OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no key: copy it whole, as name+id+base64") from error
