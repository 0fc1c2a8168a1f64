"""The inbox's rows, problems, the links between voices and problems; what the engine suggests, and by which labels."""

from huixiang.sorting.models.desk import (
    Act,
    InboxItem,
    Part,
    Problem,
    ProblemsOnTheList,
    SavedView,
    SetAside,
    Unweighed,
)
from huixiang.sorting.models.labels import Label, LabelGiven, LabelWording, Taxonomy
from huixiang.sorting.models.maps import MapPicture, MapShape, PlaceMap
from huixiang.sorting.models.matters import Matter, MatterVoice
from huixiang.sorting.models.suggestions import EngineRun, LearntModel, Suggestion

__all__ = [
    "Act",
    "EngineRun",
    "InboxItem",
    "Label",
    "LabelGiven",
    "LabelWording",
    "LearntModel",
    "MapPicture",
    "MapShape",
    "Matter",
    "MatterVoice",
    "Part",
    "PlaceMap",
    "Problem",
    "ProblemsOnTheList",
    "SavedView",
    "SetAside",
    "Suggestion",
    "Taxonomy",
    "Unweighed",
]
