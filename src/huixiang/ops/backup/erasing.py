"""Erases again in a restored house what was erased after its backup: by its lists, and by the entries of mirrors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from huixiang.kernel.actor import Actor
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import queries as listening
from huixiang.listening.services import erasing
from huixiang.ops.backup.mirrors import Mirror
from huixiang.transparency.erasures import erased_by_leaves


def erase_again(mirrors: Sequence[Mirror], *, by: Actor, at: dt.datetime) -> int:
    """Erase in this organisation what its list and the mirrors say; returns how many were there and are gone now."""
    known = listening.read_list(listening.list_path(current_organisation_id()))
    for mirror in mirrors:
        known += erased_by_leaves(mirror.entries())
    return len(erasing.replay_erasures(erased=known, by=by, at=at).again)
