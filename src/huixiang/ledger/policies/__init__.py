"""Who may do what in the ledger, split by matter."""

from huixiang.ledger.policies.catalogue import (
    may_keep_catalogue,
)
from huixiang.ledger.policies.plans import (
    are_parts_finished,
    may_check_pledge,
    may_finish_part,
    may_plan,
    may_publish_promise,
    may_read_plans,
    may_work_on_project,
)
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
    "are_parts_finished",
    "is_shown",
    "may_assign",
    "may_change_measure",
    "may_check",
    "may_check_pledge",
    "may_claim",
    "may_comment",
    "may_extend",
    "may_finish_part",
    "may_keep_catalogue",
    "may_plan",
    "may_publish_promise",
    "may_read_plans",
    "may_see",
    "may_set_limits",
    "may_sign",
    "may_work",
    "may_work_on_project",
]
