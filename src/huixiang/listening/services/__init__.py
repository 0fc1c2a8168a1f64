"""Writes of listening: taking in voices, the talk, files, places, receipts. Each matter has its own module."""

from huixiang.listening.services.accepting import Accepted, LocatorTaken, accept_voice
from huixiang.listening.services.days import day_moment
from huixiang.listening.services.files import GivenFile, keep_file, store_file, sweep_orphans
from huixiang.listening.services.importing import ImportedVoice, import_voices
from huixiang.listening.services.places import CodeTaken, NameMissing, add_place, import_places, rename_place
from huixiang.listening.services.receipts import harden_receipts
from huixiang.listening.services.talking import read_contact, write_message
from huixiang.listening.services.wording import LONGEST, NothingSaid, TooLong, storable

__all__ = [
    "LONGEST",
    "Accepted",
    "CodeTaken",
    "GivenFile",
    "ImportedVoice",
    "LocatorTaken",
    "NameMissing",
    "NothingSaid",
    "TooLong",
    "accept_voice",
    "add_place",
    "day_moment",
    "harden_receipts",
    "import_places",
    "import_voices",
    "keep_file",
    "read_contact",
    "rename_place",
    "storable",
    "store_file",
    "sweep_orphans",
    "write_message",
]
