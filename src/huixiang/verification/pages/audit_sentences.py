"""What a sample audit proves, in sentences everybody reads. None of them sounds clean while the worst case does not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huixiang.verification.models import SampleAudit
from huixiang.verification.queries import AuditFigures
from huixiang.verification.states import RUNNING, AuditState


def share_words(count: int, size: int) -> str:
    """A share in percent, with as many digits as it needs, at most two, rounded up: 4.5, 7.25, 66.67, 0."""
    hundredths = -(-10_000 * count // size)
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


def result_sentence(audit: SampleAudit, figures: AuditFigures) -> str:
    """What the sample proves, in one sentence.

    Before anybody said anything it proves nothing yet; while unverified ones could break the audit's rate, it is not
    decided, and what it would come to if all of them were false is said first.
    """
    if not figures.drawn:
        return _("Nothing is drawn yet, so nothing is proved yet.")
    if not figures.genuine + figures.false:
        return _("Nobody has said anything about the drawn problems yet, so nothing is proved yet.")
    if _open(figures):
        words = _("Not decided: %(n)s of the %(drawn)s drawn are unverified. If all of them were false: "
                  "at most %(share)s %% of the %(size)s, at %(sure)s %% confidence.")  # fmt: skip
        return words % _facts(audit, figures, figures.worst)
    if audit.state == AuditState.CLEAN:
        words = _("Passed: at most %(share)s %% of the %(size)s are false, at %(sure)s %% confidence.")
    elif audit.state in RUNNING:
        words = _("So far: at most %(share)s %% of the %(size)s are false, at %(sure)s %% confidence.")
    else:
        words = _("At most %(share)s %% of the %(size)s are false, at %(sure)s %% confidence.")
    return words % _facts(audit, figures, figures.most)


def beside_sentence(audit: SampleAudit, figures: AuditFigures) -> str:
    """What stands beside the first sentence: the worst case, or what the verified ones alone would say.

    Empty when nothing is unverified, and while nobody has said anything.
    """
    if not figures.unverified or not figures.genuine + figures.false:
        return ""
    if _open(figures):
        words = _("The %(verified)s verified ones alone would say: at most %(share)s %%. That counts only if the "
                  "unverified are like them, which nobody knows.")  # fmt: skip
        return words % _facts(audit, figures, figures.most)
    words = _("%(n)s of the %(drawn)s drawn are unverified and count as nothing. If all of them were false: "
              "at most %(share)s %% of the %(size)s.")  # fmt: skip
    return words % _facts(audit, figures, figures.worst)


def _open(figures: AuditFigures) -> bool:
    """Test whether unverified ones leave it open if fewer than the audit's rate are false."""
    return figures.unverified > 0 and not figures.holds


def _facts(audit: SampleAudit, figures: AuditFigures, count: int) -> dict[str, object]:
    return {
        "share": share_words(count, figures.size), "size": figures.size, "sure": 100 - audit.alpha_percent,
        "n": figures.unverified, "drawn": figures.drawn, "verified": figures.genuine + figures.false,
    }  # fmt: skip
