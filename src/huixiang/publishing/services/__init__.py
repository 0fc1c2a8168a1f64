"""Writes of what we say in public: words, measures, evidence, replies; and the notice to a speaker."""

from huixiang.publishing.services.evidence import EvidenceGone, approve_evidence, withdraw_evidence
from huixiang.publishing.services.notices import tell_speaker, tell_speakers_of
from huixiang.publishing.services.replies import ReplyGone, approve_reply, reply_in_public, withdraw_reply
from huixiang.publishing.services.words import NothingSaid, publish, publish_measure

__all__ = [
    "EvidenceGone",
    "NothingSaid",
    "ReplyGone",
    "approve_evidence",
    "approve_reply",
    "publish",
    "publish_measure",
    "reply_in_public",
    "tell_speaker",
    "tell_speakers_of",
    "withdraw_evidence",
    "withdraw_reply",
]
