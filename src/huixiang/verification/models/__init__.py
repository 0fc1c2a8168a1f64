"""What verification keeps, split by matter: asking those who spoke, calling them back, metrics."""

from huixiang.verification.models.asking import (
    Asking,
    Verdict,
)
from huixiang.verification.models.audits import (
    AuditCheck,
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
from huixiang.verification.models.metrics import (
    MetricResult,
    MetricRule,
)

__all__ = [
    "Asking",
    "AuditCheck",
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
    "Verdict",
]
