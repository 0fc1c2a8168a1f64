"""Which classes are suggested: by a model that was trained, by a scheme, else by the general scheme shipped along."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from pyarrow import compute

from huixiang.digest.classes.classifying import SUREST, classify
from huixiang.digest.classes.model import Model
from huixiang.digest.classes.storing import load
from huixiang.digest.progress import Progress
from huixiang.digest.words import Words
from huixiang.ops.digesting.sentences import Tongue

_compute: Final[Any] = compute


@dataclass(frozen=True, slots=True)
class Suggester:
    """A model with its name for people, and the confidence below which it suggests nothing."""

    model: Model
    name: str
    surest: float = SUREST

    def suggest(self, texts: list[str] | Words, progress: Progress) -> pa.Table:
        """Suggest a class for each text: label (null if doubtful), first, confidence, second, words; in their order."""
        found = classify(self.model, texts, surest=0.0, progress=progress)
        first = found["label"].combine_chunks()
        sure = found["confidence"].combine_chunks()
        certain = _compute.greater_equal(sure, np.float32(self.surest))
        label = _compute.if_else(certain, first, pa.scalar(None, pa.string()))
        return pa.table(
            {
                "label": label, "confidence": sure, "second": found["second"], "words": found["words"], "first": first,
            }
        )  # fmt: skip


def chosen_suggester(options: argparse.Namespace, tongue: Tongue) -> Suggester:
    """Give the model that was named, or one made from a scheme.

    :raises DigestError: the model cannot be read, or the scheme will not do.
    """
    if options.model is not None:
        return Suggester(load(options.model), tongue.say("by_model", name=options.model.name))
    return Suggester(*model_of_scheme(options.scheme))


def model_of_scheme(named: str | Path | None) -> tuple[Model, str]:
    raise NotImplementedError
