"""``huixiang publish-log DIR``: the public log as files, for any web server or to take away; and whether entries wait.

Decides the folder of each organisation and what is said; what is public is ``transparency``'s business.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from huixiang.kernel import clock
from huixiang.kernel.actor import system
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import Organisation
from huixiang.transparency import services


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 done, 1 refused or no organisation, 2 misspelt."""
    parser = argparse.ArgumentParser(prog="huixiang publish-log", description="Writes the public log as files.")
    parser.add_argument("dir", type=Path, help="folder; each organisation gets one of its slug in it")
    parser.add_argument("--organisation", help="slug of one organisation; else all of them")
    parser.add_argument(
        "--hold-back", choices=["yes", "no"],
        help="for an office of fewer than fifty people: from now on new entries become public in company only",
    )  # fmt: skip
    given = parser.parse_args(words)
    wanted = Organisation.objects.order_by("slug")
    if given.organisation:
        wanted = wanted.filter(slug=given.organisation)
    done = [_publish(organisation, given) for organisation in wanted]
    if not done:
        print("没有这个单位", file=sys.stderr)
    return 0 if done and all(done) else 1


def _publish(organisation: Organisation, given: argparse.Namespace) -> bool:
    folder, at = given.dir / organisation.slug, clock.now()
    try:
        with acting_in(organisation.pk):
            if given.hold_back:
                services.hold_back(on=given.hold_back == "yes", by=system(organisation.pk), at=at)
            services.publish_due(at=at)
            written = services.write_files(folder)
    except (Refusal, OSError) as trouble:
        print(f"{organisation}：{trouble}", file=sys.stderr)
        return False
    print(f"{organisation}：公开 {written.size} 条，写了 {written.files} 个文件 → {folder}")
    return True
