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
from huixiang.verification.forms.supplied import CallsForm, ResidentsForm

__all__ = [
    "AnswerForm",
    "ApproveForm",
    "AssignForm",
    "CallsForm",
    "DrawForm",
    "ResidentsForm",
    "RuleForm",
    "ScopeForm",
    "SmallOfficeForm",
    "TryForm",
]
