"""Writes of transparency, split by matter. Import this module, not its parts."""

from huixiang.transparency.services.beginning import NotBegunAnew, begin_anew
from huixiang.transparency.services.cosigning import Cosigned, add_witness, ask_witnesses
from huixiang.transparency.services.files import FolderTaken, Written, write_files
from huixiang.transparency.services.heads import (
    TooManyAsked,
    ask_for_heads,
    confirm_heads,
    end_heads,
    heads_due,
    mail_head,
)
from huixiang.transparency.services.publishing import NoLogYet, hold_back, publish_due
from huixiang.transparency.services.restoring import NotOurMirror, continue_from_mirror, record_restore
from huixiang.transparency.services.sealing import BATCH, Sealed, seal_waiting
from huixiang.transparency.services.witnessing import LARGEST_REQUEST, NotCosigned, cosign, watch_log

__all__ = [
    "BATCH",
    "LARGEST_REQUEST",
    "Cosigned",
    "FolderTaken",
    "NoLogYet",
    "NotBegunAnew",
    "NotCosigned",
    "NotOurMirror",
    "Sealed",
    "TooManyAsked",
    "Written",
    "add_witness",
    "ask_for_heads",
    "ask_witnesses",
    "begin_anew",
    "confirm_heads",
    "continue_from_mirror",
    "cosign",
    "end_heads",
    "heads_due",
    "hold_back",
    "mail_head",
    "publish_due",
    "record_restore",
    "seal_waiting",
    "watch_log",
    "write_files",
]
