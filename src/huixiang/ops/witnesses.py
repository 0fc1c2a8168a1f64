"""``huixiang witness``: who watches our log, whose log we watch, and asking for signatures now."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import Organisation
from huixiang.proofs.notes import NoteWrong
from huixiang.transparency import services
from huixiang.transparency.keys import log_signer, origin_of, witness_signer


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 done, 1 refused or a witness did not sign, 2 misspelt."""
    given = _parser().parse_args(words)
    organisations = list(
        Organisation.objects.filter(slug=given.organisation) if given.organisation else Organisation.objects.all()[:2]
    )
    if len(organisations) != 1:
        print("没有这个单位，或者有几个单位：请用 --organisation 写明", file=sys.stderr)
        return 1
    organisation = organisations[0]
    try:
        with acting_in(organisation.pk):
            return _do(given, organisation, by=system(organisation.pk))
    except NoteWrong as wrong:
        print(f"公钥或地址不对：{wrong}", file=sys.stderr)
        return 1
    except (Refusal, OSError, UnicodeDecodeError) as refused:
        print(f"什么也没有做：{refused}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="huixiang witness", description="Witnesses of our log, and of others'.")
    parser.add_argument("--organisation", help="slug of the organisation; not needed where there is only one")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("keys", help="our keys: of our log, and as a witness")
    add = acts.add_parser("add", help="have somebody watch our log")
    add.add_argument("url", help="address before /add-checkpoint, such as https://union.example/log/witness")
    add.add_argument("key", help="their key as a witness")
    watch = acts.add_parser("watch", help="become a witness of another log")
    watch.add_argument("key", help="the key of that log")
    anew = acts.add_parser("begin-anew", help="as a witness, go on from another head of a log we refuse, in the open")
    anew.add_argument(
        "head", type=Path, help="file with the signed head its people show: /log/checkpoint of their site"
    )
    anew.add_argument("--reason", required=True, help="why; both sites show it for good")
    acts.add_parser("ask", help="ask our witnesses to sign the newest checkpoint now")
    return parser


def _do(given: argparse.Namespace, organisation: Organisation, *, by: Actor) -> int:
    at = clock.now()
    if given.act == "keys":
        print(f"log      {log_signer(origin_of(organisation)).verifier.text}")
        print(f"witness  {witness_signer(organisation).verifier.text}")
    elif given.act == "add":
        print(f"见证人 {services.add_witness(key=given.key, url=given.url, by=by, at=at).name}")
    elif given.act == "watch":
        print(f"见证账本 {services.watch_log(key=given.key, by=by, at=at).origin}")
    elif given.act == "begin-anew":
        kept = services.begin_anew(head=given.head.read_text("utf-8"), reason=given.reason, by=by, at=at)
        print(f"原来见证到 {kept.knew} 条，现从 {kept.size} 条重新开始；两边的账本页从此一直写明这件事和理由。")
    else:
        answers = services.ask_witnesses(at=at)
        for answer in answers:
            print(f"{answer.name} {'已签名' if answer.signed else '没有签名：' + answer.said}")
        return 0 if all(answer.signed for answer in answers) else 1
    return 0
