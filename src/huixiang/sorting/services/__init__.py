"""Writes of the inbox and the problem list. Voices are never changed; links begin and end."""

from huixiang.sorting.services.answering import answer_voice, answer_voices, set_aside, set_aside_voices
from huixiang.sorting.services.differing import Piece, differences
from huixiang.sorting.services.filing import file_at_once, file_waiting_voices
from huixiang.sorting.services.hearing import HeardLabel, HeardText, hear_text
from huixiang.sorting.services.heeding import HeededAlready, join_matter, make_problem_of_matter
from huixiang.sorting.services.items import AlreadyThere, NothingChosen
from huixiang.sorting.services.joining import join_voices, leave
from huixiang.sorting.services.labels import (
    CodeInUse,
    LabelClosed,
    add_label,
    close_label,
    reopen_label,
    reword_label,
)
from huixiang.sorting.services.maps import (
    BesideTheMap,
    NoMap,
    NoPlaceOnMap,
    bring_back_map,
    put_map,
    put_place,
    put_plan,
    remove_map,
    take_place_off,
)
from huixiang.sorting.services.parts import NotInTheWords
from huixiang.sorting.services.problems import (
    IllegalMove,
    NotFilledIn,
    lock_problem,
    move_problem,
    open_problem,
)
from huixiang.sorting.services.regrouping import NotOfThisProblem, merge_problems, move_voices, split_voices
from huixiang.sorting.services.saved import NameTaken, remove_view, save_view
from huixiang.sorting.services.suggesting import Suggestion, propose_masks, similar_ones
from huixiang.sorting.services.talking import NoContact, show_contact, summarise_voice, write_to_speaker
from huixiang.sorting.services.taxonomies import SHIPPED, begin_taxonomy, change_taxonomy, start_shipped
from huixiang.sorting.services.trees import Path, TreeTaken, import_labels, unit_paths
from huixiang.sorting.services.undoing import undo
from huixiang.sorting.services.withdrawing import return_some, withdraw_some

__all__ = [
    "SHIPPED",
    "AlreadyThere",
    "BesideTheMap",
    "CodeInUse",
    "HeardLabel",
    "HeardText",
    "HeededAlready",
    "IllegalMove",
    "LabelClosed",
    "NameTaken",
    "NoContact",
    "NoMap",
    "NoPlaceOnMap",
    "NotFilledIn",
    "NotInTheWords",
    "NotOfThisProblem",
    "NothingChosen",
    "Path",
    "Piece",
    "Suggestion",
    "TreeTaken",
    "add_label",
    "answer_voice",
    "answer_voices",
    "begin_taxonomy",
    "bring_back_map",
    "change_taxonomy",
    "close_label",
    "differences",
    "file_at_once",
    "file_waiting_voices",
    "hear_text",
    "import_labels",
    "join_matter",
    "join_voices",
    "leave",
    "lock_problem",
    "make_problem_of_matter",
    "merge_problems",
    "move_problem",
    "move_voices",
    "open_problem",
    "propose_masks",
    "put_map",
    "put_place",
    "put_plan",
    "remove_map",
    "remove_view",
    "reopen_label",
    "return_some",
    "reword_label",
    "save_view",
    "set_aside",
    "set_aside_voices",
    "show_contact",
    "similar_ones",
    "split_voices",
    "start_shipped",
    "summarise_voice",
    "take_place_off",
    "undo",
    "unit_paths",
    "withdraw_some",
    "write_to_speaker",
]
