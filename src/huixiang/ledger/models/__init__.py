"""What the ledger keeps, split by matter: the work on a problem and its closing."""

from huixiang.ledger.models.catalogue import (
    DispatchRule,
)
from huixiang.ledger.models.ladder import (
    Escalation,
    LadderStep,
    Reminder,
)
from huixiang.ledger.models.orders import (
    Consultation,
    Order,
    OrderPause,
    OrderReport,
    OrderStep,
)
from huixiang.ledger.models.plans import (
    Plan,
    PlanItem,
    PlanResult,
    PlanVersion,
)
from huixiang.ledger.models.pledges import (
    Pledge,
    PledgeCheck,
    PledgeItem,
)
from huixiang.ledger.models.projects import (
    Project,
    ProjectNote,
    ProjectPart,
    ShownNote,
)
from huixiang.ledger.models.rules import (
    LicenceItem,
    Rule,
    RuleAnswer,
)
from huixiang.ledger.models.sides import (
    Appeal,
    Exclusion,
    Suspension,
    SuspensionReview,
)
from huixiang.ledger.models.supervision import (
    SupervisedProblem,
    SupervisionAnswer,
    SupervisionOrder,
    SupervisionReview,
)
from huixiang.ledger.models.views import (
    LedgerColumns,
    LedgerView,
)
from huixiang.ledger.models.work import (
    Comment,
    CompletionClaim,
    CoUnit,
    DeadlineChange,
    Evidence,
    LimitRule,
    Measure,
    ProgressNote,
)

__all__ = [
    "Appeal",
    "CoUnit",
    "Comment",
    "CompletionClaim",
    "Consultation",
    "DeadlineChange",
    "DispatchRule",
    "Escalation",
    "Evidence",
    "Exclusion",
    "LadderStep",
    "LedgerColumns",
    "LedgerView",
    "LicenceItem",
    "LimitRule",
    "Measure",
    "Order",
    "OrderPause",
    "OrderReport",
    "OrderStep",
    "Plan",
    "PlanItem",
    "PlanResult",
    "PlanVersion",
    "Pledge",
    "PledgeCheck",
    "PledgeItem",
    "ProgressNote",
    "Project",
    "ProjectNote",
    "ProjectPart",
    "Reminder",
    "Rule",
    "RuleAnswer",
    "ShownNote",
    "SupervisedProblem",
    "SupervisionAnswer",
    "SupervisionOrder",
    "SupervisionReview",
    "Suspension",
    "SuspensionReview",
]
