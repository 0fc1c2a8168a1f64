"""What the pages of verification take in, split by matter. Saves nothing."""

from huixiang.verification.forms.callbacks import AnswerForm, AssignForm, DrawForm, TryForm
from huixiang.verification.forms.closing import ApproveForm

__all__ = [
    "AnswerForm",
    "ApproveForm",
    "AssignForm",
    "DrawForm",
    "TryForm",
]
