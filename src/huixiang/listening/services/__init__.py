"""Writes of listening: taking in voices, the talk, files, places, receipts. Each matter has its own module."""

from huixiang.listening.services.accepting import Accepted, LocatorTaken, accept_voice
from huixiang.listening.services.days import day_moment
from huixiang.listening.services.files import GivenFile, keep_file, store_file, sweep_orphans
from huixiang.listening.services.imports.choosing import FIELDS, Choice, choice_of
from huixiang.listening.services.imports.confirming import (
    NotChosen,
    cancel_import,
    check_choice,
    confirm_import,
    forget_files,
)
from huixiang.listening.services.imports.failing import write_failed_rows
from huixiang.listening.services.imports.keeping import remove_plain_copies
from huixiang.listening.services.imports.loading import begin_load
from huixiang.listening.services.imports.reading import (
    KindUnknown,
    NotNow,
    begin_import,
    read_import,
    sample_of,
    survey_of,
)
from huixiang.listening.services.imports.running import run_import
from huixiang.listening.services.imports.typing_off import (
    begin_typing,
    end_typing,
    page_picture,
    suggested_words,
    type_voice,
)
from huixiang.listening.services.imports.understanding import RowReader
from huixiang.listening.services.imports.withdrawing import (
    note_left,
    note_returned,
    restore_import,
    withdraw_import,
)
from huixiang.listening.services.moving import PlaceStays, close_place, move_place, reopen_place
from huixiang.listening.services.places import CodeTaken, NameMissing, add_place, import_places, rename_place
from huixiang.listening.services.receipts import harden_receipts
from huixiang.listening.services.talking import read_contact, write_message
from huixiang.listening.services.wording import LONGEST, NothingSaid, TooLong, storable

__all__ = [
    "FIELDS",
    "LONGEST",
    "Accepted",
    "Choice",
    "CodeTaken",
    "GivenFile",
    "KindUnknown",
    "LocatorTaken",
    "NameMissing",
    "NotChosen",
    "NotNow",
    "NothingSaid",
    "PlaceStays",
    "RowReader",
    "TooLong",
    "accept_voice",
    "add_place",
    "begin_import",
    "begin_load",
    "begin_typing",
    "cancel_import",
    "check_choice",
    "choice_of",
    "close_place",
    "confirm_import",
    "day_moment",
    "end_typing",
    "forget_files",
    "harden_receipts",
    "import_places",
    "keep_file",
    "move_place",
    "note_left",
    "note_returned",
    "page_picture",
    "read_contact",
    "read_import",
    "remove_plain_copies",
    "rename_place",
    "reopen_place",
    "restore_import",
    "run_import",
    "sample_of",
    "storable",
    "store_file",
    "suggested_words",
    "survey_of",
    "sweep_orphans",
    "type_voice",
    "withdraw_import",
    "write_failed_rows",
    "write_message",
]
