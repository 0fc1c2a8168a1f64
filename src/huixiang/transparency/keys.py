"""The keys with which this house signs: one for each log, one for each witness, all from one secret of the data folder.

A name and a kind of signature has a key of its own, so none signs for another. Lost with the data folder's ``keys``.
"""

from __future__ import annotations

import functools

from django.conf import settings

from huixiang.people.models import Organisation
from huixiang.proofs.notes import COSIGNATURE, ED25519, Signer
from huixiang.proofs.receipts import hkdf


def origin_of(organisation: Organisation) -> str:
    """The name of an organisation's log: the site's address without its scheme, ``/log/`` and the slug."""
    return f"{_host()}/log/{organisation.slug}"


def log_signer(origin: str) -> Signer:
    """The key that signs the checkpoints of a log."""
    return _signer(settings.LOG_KEY, origin, ED25519)


def witness_signer(organisation: Organisation) -> Signer:
    """The key with which an organisation cosigns the logs of others."""
    return _signer(settings.LOG_KEY, f"{_host()}/witness/{organisation.slug}", COSIGNATURE)


def _host() -> str:
    return str(settings.ORIGIN).partition("://")[2]


@functools.lru_cache(maxsize=256)
def _signer(secret: bytes, name: str, kind: int) -> Signer:
    return Signer(name, kind, hkdf(secret, info=f"huixiang/note/{kind}/{name}".encode()))
