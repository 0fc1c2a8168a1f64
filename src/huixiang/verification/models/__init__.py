"""What verification keeps, split by matter: asking those who spoke, calling them back, metrics."""

from huixiang.verification.models.asking import (
    Asking,
    Verdict,
)
from huixiang.verification.models.audits import (
    AuditCheck,
    AuditCorrection,
    AuditPhoto,
    SampleAudit,
    SampledProblem,
    SampleParty,
)
from huixiang.verification.models.callbacks import (
    CallBack,
    CallBackDraw,
    CallBackTry,
    SmallOffice,
)
from huixiang.verification.models.findings import (
    Finding,
    FindingRun,
    RuleThreshold,
)
from huixiang.verification.models.links import AnswerLink
from huixiang.verification.models.metrics import (
    MetricResult,
    MetricRule,
)
from huixiang.verification.models.supplied import SuppliedCount

__all__ = [
    "AnswerLink",
    "Asking",
    "AuditCheck",
    "AuditCorrection",
    "AuditPhoto",
    "CallBack",
    "CallBackDraw",
    "CallBackTry",
    "Finding",
    "FindingRun",
    "MetricResult",
    "MetricRule",
    "RuleThreshold",
    "SampleAudit",
    "SampleParty",
    "SampledProblem",
    "SmallOffice",
    "SuppliedCount",
    "Verdict",
]
