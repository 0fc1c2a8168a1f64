"""Writes of what we say in public: words, measures, evidence, replies, official papers; and the notice to a speaker."""

from huixiang.publishing.services.columns import WrongColumns, arrange_columns
from huixiang.publishing.services.evidence import EvidenceGone, approve_evidence, withdraw_evidence
from huixiang.publishing.services.notices import tell_speaker, tell_speakers_of
from huixiang.publishing.services.papers import NoRows, TooManyRows, make_paper, order_paper, sweep_papers
from huixiang.publishing.services.replies import ReplyGone, approve_reply, reply_in_public, withdraw_reply
from huixiang.publishing.services.words import NothingSaid, publish, publish_measure

__all__ = [
    "EvidenceGone",
    "NoRows",
    "NothingSaid",
    "ReplyGone",
    "TooManyRows",
    "WrongColumns",
    "approve_evidence",
    "approve_reply",
    "arrange_columns",
    "make_paper",
    "order_paper",
    "publish",
    "publish_measure",
    "reply_in_public",
    "sweep_papers",
    "tell_speaker",
    "tell_speakers_of",
    "withdraw_evidence",
    "withdraw_reply",
]
