"""Writes of sealed cases: keys of people, taking in, talk, masked summary, handing on, revealing, recovering."""

from huixiang.listening.services.sealed.accepting import AcceptedCase, NobodyToRead, Told, accept_case
from huixiang.listening.services.sealed.keys import (
    PassphraseTooShort,
    PassphraseUsed,
    WrongPassphrase,
    end_key,
    make_key,
    set_upper_body,
    unlock_key,
)
from huixiang.listening.services.sealed.proposing import Draft, propose_summary
from huixiang.listening.services.sealed.reading import Opened, hand_on, open_case, open_file
from huixiang.listening.services.sealed.recovering import begin_recovery, complete_recovery
from huixiang.listening.services.sealed.revealing import (
    NothingToReveal,
    NotYours,
    Wanted,
    ask_to_reveal,
    ask_to_reveal_voice,
    decide_reveal,
    decide_reveal_voice,
    revealed_identity,
    revealed_speaker,
)
from huixiang.listening.services.sealed.routing import require_may_go
from huixiang.listening.services.sealed.summarising import NamesSomebody, SummarisedAlready, write_summary
from huixiang.listening.services.sealed.talking import write_sealed_message
from huixiang.listening.services.sealed.telling import recipients_to_remind, tell_recipient

__all__ = [
    "AcceptedCase",
    "Draft",
    "NamesSomebody",
    "NobodyToRead",
    "NotYours",
    "NothingToReveal",
    "Opened",
    "PassphraseTooShort",
    "PassphraseUsed",
    "SummarisedAlready",
    "Told",
    "Wanted",
    "WrongPassphrase",
    "accept_case",
    "ask_to_reveal",
    "ask_to_reveal_voice",
    "begin_recovery",
    "complete_recovery",
    "decide_reveal",
    "decide_reveal_voice",
    "end_key",
    "hand_on",
    "make_key",
    "open_case",
    "open_file",
    "propose_summary",
    "recipients_to_remind",
    "require_may_go",
    "revealed_identity",
    "revealed_speaker",
    "set_upper_body",
    "tell_recipient",
    "unlock_key",
    "write_sealed_message",
    "write_summary",
]
