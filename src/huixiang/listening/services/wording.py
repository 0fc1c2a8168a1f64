"""Which words can be kept: everything a person can type, up to a length, but not nothing."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal

LONGEST: Final = 20_000
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class NothingSaid(Refusal):
    """The words are empty or only blank; nothing was written."""


class TooLong(Refusal):
    """The words are longer than we take; ``over`` says by how many characters. Nothing was written."""

    def __init__(self, count: int, longest: int = LONGEST) -> None:
        self.over = count - longest
        words = _("These are %(count)s characters, %(over)s too many: at most %(longest)s fit.")
        facts = {"count": f"{count:,}", "over": f"{self.over:,}", "longest": f"{longest:,}"}
        super().__init__(words % facts)


def storable(words: str, *, longest: int = LONGEST) -> str:
    """Return the words exactly, but for what PostgreSQL cannot hold: NUL goes, a lone surrogate becomes U+FFFD.

    Length counts characters (code points), blanks included.

    :raises NothingSaid: nothing but blanks is left.
    :raises TooLong: more than ``longest`` characters are left.
    """
    kept = _LONE_SURROGATE.sub("�", words.replace("\0", ""))
    if not kept.strip():
        raise NothingSaid(_("Write at least one word."))
    if len(kept) > longest:
        raise TooLong(len(kept), longest)
    return kept
