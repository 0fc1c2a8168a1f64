"""Start without labels: from a scheme's names and keywords, the texts at hand, and as many labels as there are yet.

Decides how the three are put together. Without texts the keywords speak alone; with texts the words that keep them
company speak too; with labels a machine learns what to add to that, and how sure it may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np
import scipy.sparse as sp

from huixiang.digest.classes.combining import Combined, combine, folds_of
from huixiang.digest.classes.company import directions
from huixiang.digest.classes.features import counts
from huixiang.digest.classes.fitting import Fitted, Laid, Task, lay_out, vector_machine
from huixiang.digest.classes.labels import FEWEST, Labels, labels_of
from huixiang.digest.classes.model import Model, Taxonomy, informative
from huixiang.digest.classes.schemes import Scheme
from huixiang.digest.classes.seeding import keyword_weights, keywords, spread
from huixiang.digest.classes.sureness import Sureness
from huixiang.digest.classes.training import add_up, used
from huixiang.digest.errors import DigestError
from huixiang.digest.progress import Progress, silent
from huixiang.digest.words import Words

# Without labels nothing at hand says how sure to be. These two make the likeliest of the development texts' labels;
# docs/algorithms/classes.md reports how far off they are.
KEYWORD_HEAT: Final = 0.12
SPREAD_HEAT: Final = 0.65
FEW: Final = 20  # texts below which the keywords speak alone
ENOUGH: Final = 150  # labels from which on a machine learns them; fewer only guide the keywords
FOLDS: Final = 10  # few labels: each fold must see nearly all of them, or the confidence is too low
MOST: Final = 20_000  # texts that the company of words is learnt from
_SAID: Final = 0.3  # spread of what the scheme says beside words of length 1
_KEPT: Final = 0.2  # the keywords' own say beside what was learnt from them
_STAND_INS, _STAND_IN_WEIGHT = 20, 0.5


def scheme_start(
    scheme: Scheme,
    texts: Sequence[str] | Words,
    labels: Sequence[str | None] | None = None,
    *,
    seed: int,
    at: datetime,
    progress: Progress = silent,
) -> Model:
    """Learn to suggest a scheme's headings for texts like these, with no, few or many labels.

    ``texts`` are n unlabelled or partly labelled texts, or none; ``labels`` are as long, empty where nobody has said;
    labels outside the scheme are left out and named. The same input and seed give the same model. Cost without labels:
    3 s for 8,000 texts of 150 characters and 15 headings; with them 5 s more. Above 20,000 texts an even sample is
    learnt from.

    :raises DigestError: fewer than two headings, or texts and labels differ in number.
    """
    if len(scheme.headings) < 2:
        raise DigestError("one_heading", "A scheme needs at least two headings to choose from.")
    words = informative(texts)
    read = _read(scheme, labels, len(words))
    rows = _chosen(words, read, seed)
    if len(rows) < FEW:
        return Model((_keywords_alone(scheme, read.left_out),), at.isoformat(), seed)
    words = _with_keywords(used(words.take(rows)), scheme)
    read = replace(read, targets=read.targets[rows])
    progress("scheme", 0, 1)
    laid = lay_out(words)
    enough = read.targets.any(1).sum() >= ENOUGH
    # What a machine learns labels on top of must not have seen them, or its confidence would be a lie.
    told = np.zeros_like(read.targets) if enough else read.targets
    said = _spread_out(scheme, words, laid, told, seed)
    progress("scheme", 1, 1)
    if enough:
        taxonomy = _labelled(scheme, read, said, words, progress)
    else:
        learnt = Combined(said.fitted, Sureness(SPREAD_HEAT), said.chance)
        taxonomy = add_up(scheme.name, read, laid, said.task, learnt)
    return Model((taxonomy,), at.isoformat(), seed)


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What the scheme says of n texts: ``fitted`` weights (scores spread by 1), ``chance`` (n x C), the ``task``."""

    laid: Laid
    fitted: Fitted
    chance: np.ndarray
    task: Task


def _read(scheme: Scheme, labels: Sequence[str | None] | None, texts: int) -> Labels:
    targets = np.zeros((texts, len(scheme.headings)))
    if labels is None:
        return Labels(scheme.names, targets, ())
    if len(labels) != texts:
        raise DigestError("uneven", f"There are {texts} texts but {len(labels)} labels; each text needs its own cell.")
    place = {name: at for at, name in enumerate(scheme.names)}
    strange: dict[str, None] = {}
    for row, cell in enumerate(labels):
        for name in labels_of(cell):
            if name in place:
                targets[row, place[name]] = 1
            else:
                strange[name] = None
    return Labels(scheme.names, targets, tuple(strange))


def _chosen(words: Words, read: Labels, seed: int) -> np.ndarray:
    """Choose the rows to learn from: those with words; of more than ``MOST`` the labelled ones and an even sample."""
    filled = np.flatnonzero(np.diff(words.offsets) > 0)
    if len(filled) <= MOST:
        return filled
    rng = np.random.default_rng(seed)
    # A labelled row draws from 1 to 2, others from 0 to 1: the largest are the labelled ones, then chance.
    drawn = rng.random(len(filled)) + read.targets[filled].any(1)
    return np.sort(filled[np.argsort(-drawn, kind="stable")[:MOST]])


def _with_keywords(words: Words, scheme: Scheme) -> Words:
    """Put the keywords that no text has behind the terms, so that they keep their say."""
    known = frozenset(words.terms)
    return replace(words, terms=(*words.terms, *(word for word in keywords(scheme) if word not in known)))


def _keywords_alone(scheme: Scheme, left_out: tuple[str, ...]) -> Taxonomy:
    terms, classes = keywords(scheme), len(scheme.headings)
    return Taxonomy(
        name=scheme.name,
        classes=scheme.names,
        terms=terms,
        idf=np.ones(len(terms), np.float32),
        weights=keyword_weights(scheme, terms).astype(np.float32),
        grams=(),
        gram_weights=np.zeros((0, classes), np.float32),
        bias=np.zeros(classes, np.float32),
        shares=np.full(classes, 1 / classes, np.float32),
        unseen_idf=1.0,
        unseen_share=0.0,
        sureness=Sureness(KEYWORD_HEAT),
        left_out=left_out,
    )


def _spread_out(scheme: Scheme, words: Words, laid: Laid, told: np.ndarray, seed: int) -> Said:
    """Learn from the likeliest class of each text as if it were its label, as far as it is likely."""
    said = keyword_weights(scheme, laid.terms)
    heard = np.asarray(laid.words @ said)
    chance = spread(counts(words), laid.idf, heard, told)
    task = Task(np.eye(len(scheme.headings))[chance.argmax(1)], chance.max(1), seed)
    machine = vector_machine(laid.words, laid.parts, task)
    scale = 1 / (machine.scores(laid, np.arange(len(words))).std() or 1)
    word = machine.word * scale + said * (_KEPT / (heard.std() or 1))
    return Said(laid, Fitted(word, machine.gram * scale, machine.bias * scale), chance, task)


def _labelled(scheme: Scheme, read: Labels, said: Said, words: Words, progress: Progress) -> Taxonomy:
    """Learn from the labels, given what the scheme says and the company words keep; then add all up per word."""
    laid, seed = said.laid, said.task.seed
    company = directions(laid.words, seed)
    told = (said.fitted.word + laid.made @ said.fitted.gram) * _SAID
    rows, task = _examples(read, said)
    more = np.hstack([laid.words[rows] @ company, laid.words[rows] @ told])
    small = replace(laid, words=laid.words[rows], parts=sp.hstack([laid.parts[rows], sp.csr_matrix(more)]).tocsr())
    learnt = combine(small, task, folds_of(words.take(rows), task.targets, seed, FOLDS), progress, (vector_machine,))
    size = len(laid.grams)
    gram, near, scheme_say = np.split(learnt.fitted.gram, [size, size + company.shape[1]])
    fitted = Fitted(
        learnt.fitted.word + company @ near + said.fitted.word @ scheme_say * _SAID,
        gram + said.fitted.gram @ scheme_say * _SAID,
        learnt.fitted.bias,
    )
    task_of_all = Task(read.targets, read.targets.any(1).astype(float), seed)
    return add_up(scheme.name, read, laid, task_of_all, replace(learnt, fitted=fitted))


def _examples(read: Labels, said: Said) -> tuple[np.ndarray, Task]:
    """Choose the labelled rows, and for headings nobody has labelled yet the texts likeliest to belong there."""
    labelled = read.targets.any(1)
    targets, weight = read.targets.copy(), labelled.astype(float)
    for heading in np.flatnonzero(read.targets.sum(0) < FEWEST):
        likely = said.chance[:, heading] * (said.chance.argmax(1) == heading) * ~labelled
        best = np.argsort(-likely, kind="stable")[:_STAND_INS]
        best = best[likely[best] > 0]
        targets[best, heading], weight[best] = 1, _STAND_IN_WEIGHT
    rows = np.flatnonzero(weight)
    return rows, Task(targets[rows], weight[rows], said.task.seed)
