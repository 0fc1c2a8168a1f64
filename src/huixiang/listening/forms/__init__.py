"""Forms of listening: what is typed when somebody speaks, and what is chosen about a file of voices."""

from huixiang.listening.forms.imports import (
    DocumentForm,
    TableForm,
    TypingForm,
    UploadForm,
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
    "DocumentForm",
    "FilesField",
    "FilesInput",
    "RegisterForm",
    "SayForm",
    "TableForm",
    "TypingForm",
    "UploadForm",
    "VoiceForm",
    "WordsField",
]
