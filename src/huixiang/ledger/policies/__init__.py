"""Who may do what in the ledger, split by matter."""

from huixiang.ledger.policies.catalogue import may_keep_catalogue
from huixiang.ledger.policies.work import (
    ASSIGNABLE,
    EXTENDABLE,
    MERELY_SAID,
    S,
    is_shown,
    may_assign,
    may_change_measure,
    may_check,
    may_claim,
    may_comment,
    may_extend,
    may_see,
    may_set_limits,
    may_sign,
    may_work,
)

__all__ = [
    "ASSIGNABLE",
    "EXTENDABLE",
    "MERELY_SAID",
    "S",
    "is_shown",
    "may_assign",
    "may_change_measure",
    "may_check",
    "may_claim",
    "may_comment",
    "may_extend",
    "may_keep_catalogue",
    "may_see",
    "may_set_limits",
    "may_sign",
    "may_work",
]
