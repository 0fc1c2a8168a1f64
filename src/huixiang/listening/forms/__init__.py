"""Forms of listening: what is typed when somebody speaks, and what is chosen about a file of voices."""

from huixiang.listening.forms.imports import (
    DocumentForm,
    TableForm,
    TypingForm,
    UploadForm,
)
from huixiang.listening.forms.retention import HoldForm, RetentionForm, WantedErasureForm
from huixiang.listening.forms.sealed import (
    AnswerForm,
    HandOnForm,
    NewKeyForm,
    PassphraseForm,
    ProtectedForm,
    RecoveryForm,
    SummaryForm,
    UpperBodyForm,
    WantedForm,
)
from huixiang.listening.forms.speaking import (
    ACCEPTED,
    FilesField,
    FilesInput,
    RegisterForm,
    SayForm,
    VoiceForm,
    WordsField,
)

__all__ = [
    "ACCEPTED",
    "AnswerForm",
    "DocumentForm",
    "FilesField",
    "FilesInput",
    "HandOnForm",
    "HoldForm",
    "NewKeyForm",
    "PassphraseForm",
    "ProtectedForm",
    "RecoveryForm",
    "RegisterForm",
    "RetentionForm",
    "SayForm",
    "SummaryForm",
    "TableForm",
    "TypingForm",
    "UploadForm",
    "UpperBodyForm",
    "VoiceForm",
    "WantedErasureForm",
    "WantedForm",
    "WordsField",
]
