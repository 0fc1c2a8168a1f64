"""``huixiang verify --mirror``: finds a voice by its 28 digits in a copy of the log, without server or network.

Decides how the digits are asked for (never on the command line, which others on the machine can read and the shell
keeps) and the sentences; what is found is ``proofs.lookup``'s business.
"""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huixiang.ops.copies import Copy, CopyWrong, go_through, open_copy
from huixiang.proofs.entries import claim_of
from huixiang.proofs.lookup import Found, Look
from huixiang.proofs.notes import Checkpoint, Verifier
from huixiang.proofs.receipts import Mistyped, MistypedCode, ReceiptCode, derive, parse

GOOD: Final = 0
REFUSED: Final = 1
UNCONFIRMED: Final = 3
LONGEST: Final = 4096
_EPOCH: Final = dt.date(1970, 1, 1)

ASKED: Final = ("回执码（28 位，不会显示）：", "Receipt code (28 digits, not shown): ")
MISTYPED: Final = {
    Mistyped.LENGTH: ("回执码是 28 位数字，读到 {found} 位。", "A receipt code has 28 digits; {found} were read."),
    Mistyped.CHARACTERS: ("回执码只有数字。", "A receipt code has digits only."),
    Mistyped.GROUP: ("回执码有抄错的地方{group}。", "A digit of the code is wrong{group}."),
}
GROUP: Final = ("，多半在第 {group} 组", ", most likely in group {group}")
FOUND: Final = (
    "找到了。持有这个回执码的人在 {day} 反映过：是账本 {origin} 的第 {place} 条，回执码记在第 {code_place} 条。",
    "Found. Whoever holds this code spoke on {day}: entry {place} of {origin}; the code itself is entry {code_place}.",
)
ERASED: Final = (
    "这条反映的内容后来在 {erased} 按规定删除，账本里留有删除的记录。",
    "What was said was later erased, on {erased}; the entry that says so is in the log.",
)
WITNESS: Final = {
    True: ("外部见证人也签了名：", "Witnesses outside signed as well:"),
    False: (
        "没有您信任的外部见证人签名：管理服务器的人仍可能另造一本账。",
        "No witness you trust signed: whoever runs the server could still have made another log.",
    ),
}
NOT_FOUND: Final = (
    """这份副本（{origin}，{size} 条）里没有这个回执码。可能的原因：
  副本取得早于反映：再运行一次 huixiang monitor；
  刚刚发送：几秒后才记入；人数少的单位成批公开，最多迟七天；
  网址不同：账本用的是另一个网址时，用 --site 写明；
  都不是：请把回执码和公告栏的账本头交给见证人，这正是账本要防的事。""",
    """This copy ({origin}, {size} entries) does not hold the code. Possible reasons:
  the copy is older than the voice: run huixiang monitor again;
  it was sent just now: it takes seconds; small offices publish in batches, up to seven days later;
  another address: name the site's address with --site;
  none of these: take the code and the head from the notice board to a witness. The log exists for this case.""",
)
DAMAGED: Final = ("副本不完整，或者被改动过：{why}", "The copy is incomplete or was changed: {why}")
CONTINUES: Final = {
    True: (
        "副本（{size} 条）就是这本账的后续：给您的证明和大家看到的是同一本账。",
        "The copy ({size} entries) continues the log of this file: you and everybody else see the same one.",
    ),
    False: (
        "不一致！副本（{size} 条）不是这份证明所在的账本：账本被改写过，或者给您看的是另一本。请把两者都留好。",
        "They differ! The copy ({size} entries) is not the log of this file: it was rewritten, or you saw another.",
    ),
    None: (
        "副本只有 {size} 条，还没有到这份证明的那一条：过些时候再运行 huixiang monitor。",
        "The copy has {size} entries and does not reach this file's yet: run huixiang monitor again later.",
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose keys are trusted, the site's address if it is not in the log's name, Chinese (0) or English (1)."""

    logs: Sequence[Verifier]
    witnesses: Sequence[Verifier] = ()
    site: str = ""
    lang: int = 0


def look_up(folder: Path, *, code: Path | None, asked: Asked) -> int:
    """Ask for a code and find it in a copy; prints what was found, returns the exit code.

    :raises OSError: the file with the code cannot be read.
    """
    lang = asked.lang
    try:
        typed = parse(_read(code) if code else getpass.getpass(ASKED[lang]))
        copy = open_copy(folder, logs=asked.logs, witnesses=asked.witnesses)
        look = Look(tags=_tags(typed, copy.checkpoint, asked.site))
        go_through(copy, look)
    except MistypedCode as wrong:
        group = "" if wrong.group is None else GROUP[lang].format(group=wrong.group)
        print(MISTYPED[wrong.reason][lang].format(found=wrong.found, group=group), file=sys.stderr)
        return REFUSED
    except CopyWrong as wrong:
        print(DAMAGED[lang].format(why=wrong), file=sys.stderr)
        return REFUSED
    return _say(copy, look.found, lang)


def _read(path: Path) -> str:
    with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
        return file.read(LONGEST).decode("utf-8", "replace")


def _tags(code: ReceiptCode, checkpoint: Checkpoint, site: str) -> tuple[bytes, ...]:
    """The code's tag for each address the site may have had: a log is named without http or https; 0.3 s each."""
    host = checkpoint.origin.partition("/log/")[0]
    sites = [site.rstrip("/")] if site else [f"https://{host}", f"http://{host}"]
    keys = [(each, derive(code.secret, locator=code.locator, origin=each)) for each in sites]
    return tuple(claim_of(one.claim, origin=each) for each, one in keys)


def _say(copy: Copy, found: Found | None, lang: int) -> int:
    facts = {"origin": copy.checkpoint.origin, "size": copy.checkpoint.size}
    if found is None:
        print(NOT_FOUND[lang].format(**facts))
        return REFUSED
    print(FOUND[lang].format(day=_day(found.day), place=found.index + 1, code_place=found.code_index + 1, **facts))
    if found.erased_on is not None:
        print(ERASED[lang].format(erased=_day(found.erased_on)))
    print(WITNESS[bool(copy.witnesses)][lang])
    for each in copy.witnesses:
        at = dt.datetime.fromtimestamp(min(each.moment or 0, 32_503_680_000), tz=dt.UTC)
        print(f"  {each.key.name} · {at:%Y-%m-%d %H:%M} UTC")
    return GOOD if copy.witnesses else UNCONFIRMED


def _day(days: int) -> str:
    return (_EPOCH + dt.timedelta(days=min(days, 2_000_000))).isoformat()


def continues(proved: Checkpoint, folder: Path, *, logs: Sequence[Verifier], lang: int) -> int:
    """Say whether a copy continues the log at the checkpoint of a proof file; returns the exit code."""
    try:
        copy = open_copy(folder, logs=logs, witnesses=[])
        look = Look(at_size=proved.size)
        go_through(copy, look)
    except CopyWrong as wrong:
        print(DAMAGED[lang].format(why=wrong), file=sys.stderr)
        return REFUSED
    same = None if look.root_at is None else look.root_at == proved.root
    print(CONTINUES[same][lang].format(size=copy.checkpoint.size))
    return {True: GOOD, False: REFUSED, None: UNCONFIRMED}[same]
