"""What the pages of verification take in, split by matter. Saves nothing."""

from huixiang.verification.forms.callbacks import AnswerForm, AssignForm, DrawForm, TryForm
from huixiang.verification.forms.closing import ApproveForm
from huixiang.verification.forms.metrics import (
    RuleForm,
    ScopeForm,
)
from huixiang.verification.forms.small_offices import (
    SmallOfficeForm,
)

__all__ = [
    "AnswerForm",
    "ApproveForm",
    "AssignForm",
    "DrawForm",
    "RuleForm",
    "ScopeForm",
    "SmallOfficeForm",
    "TryForm",
]
