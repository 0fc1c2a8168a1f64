"""Erasing personal data: what goes, who may ask, when its time is over, and doing it again after a restore."""

from huixiang.listening.services.erasing.by_speaker import NothingToErase, NotKept, correct_speaker, erase_as_speaker
from huixiang.listening.services.erasing.due import Passed, announce_due, erase_due
from huixiang.listening.services.erasing.forgetting import Why, erase_case, erase_failed_rows, erase_voices
from huixiang.listening.services.erasing.lists import complete_list
from huixiang.listening.services.erasing.orders import NotYourOwn, WantedErasure, ask_to_erase, decide_erasure
from huixiang.listening.services.erasing.replaying import Replayed, replay_erasures
from huixiang.listening.services.erasing.rules import NewRule, hold_back, let_go, set_retention

__all__ = [
    "NewRule",
    "NotKept",
    "NotYourOwn",
    "NothingToErase",
    "Passed",
    "Replayed",
    "WantedErasure",
    "Why",
    "announce_due",
    "ask_to_erase",
    "complete_list",
    "correct_speaker",
    "decide_erasure",
    "erase_as_speaker",
    "erase_case",
    "erase_due",
    "erase_failed_rows",
    "erase_voices",
    "hold_back",
    "let_go",
    "replay_erasures",
    "set_retention",
]
