"""What a person must write down before an act counts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal


class WordsMissing(Refusal):
    """The act needs a sentence; nothing was written."""


def required(words: str) -> str:
    """The words without the blanks around them.

    :raises WordsMissing: nothing is left.
    """
    kept = words.replace("\0", "").strip()
    if not kept:
        raise WordsMissing(_("Write a sentence that others can understand later."))
    return kept
