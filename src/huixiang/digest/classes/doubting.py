"""Find labels that may be wrong: a machine that did not see the text would say something else, and surely.

Decides what is doubtful, never what is right: a person looks at each.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.classes.calibrating import fit_sureness
from huixiang.digest.classes.combining import cross_fitted, folds_of
from huixiang.digest.classes.fitting import lay_out
from huixiang.digest.classes.training import examples_of
from huixiang.digest.progress import Progress, silent
from huixiang.digest.words import Words

DOUBTS: Final[Any] = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("likelier", pa.string(), nullable=False),
        pa.field("confidence", pa.float32(), nullable=False),
        pa.field("label_confidence", pa.float32(), nullable=False),
    ]
)


def doubtful_labels(
    texts: Sequence[str] | Words, labels: Sequence[str | None], *, seed: int, progress: Progress = silent
) -> pa.Table:
    """Find the rows whose label is doubtful, the most doubtful first: a table as ``DOUBTS``; ``row`` counts from 0.

    Confident learning (Northcutt, Jiang and Chuang 2021): a row is doubtful if another class is the likeliest, and
    as likely as that class is, on average, for the texts that bear it. A row with several labels is not judged.
    Cost: three quarters of ``train``'s.

    :raises DigestError: as ``train`` does.
    """
    examples = examples_of(texts, labels, seed)
    targets = examples.task.targets
    folds = folds_of(examples.words, targets, seed)
    scores = cross_fitted(lay_out(examples.words), examples.task, folds, progress)[1]
    chance = fit_sureness(scores, targets, examples.task.weight).chances(scores)
    usual = (chance * targets).sum(0) / targets.sum(0)
    own, other = targets.argmax(1), chance.argmax(1)
    every = np.arange(len(own))
    sure, own_sure = chance[every, other], chance[every, own]
    found = np.flatnonzero((targets.sum(1) == 1) & (own != other) & (sure >= usual[other]))
    found = found[np.argsort(-(sure - own_sure)[found], kind="stable")]
    names = pa.array(examples.labels.classes, pa.string())
    columns = [
        pa.array(examples.rows[found]),
        names.take(pa.array(own[found])),
        names.take(pa.array(other[found])),
        pa.array(sure[found]),
        pa.array(own_sure[found]),
    ]
    return pa.table(columns, schema=DOUBTS)
