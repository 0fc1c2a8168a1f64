"""The usual pipeline for classes, scikit-learn's TF-IDF and a linear machine, on the same texts and folds."""

from __future__ import annotations

import time
from collections.abc import Iterator

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from bench.figures import Figure
from evals.labelled import labelled_raw, labelled_words
from huixiang.digest import measures
from huixiang.digest.words import cut


def figures() -> Iterator[Figure]:
    """Macro-F1 and accuracy over the five folds, on words and on characters; texts a second once words are cut."""
    yield from _measured("scikit-learn, words, TF-IDF and LinearSVC", _words())
    yield from _measured("scikit-learn, characters, TF-IDF and LinearSVC", _characters())
    yield _cutting()


def _words() -> Pipeline:
    return make_pipeline(TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True), LinearSVC(random_state=0))


def _characters() -> Pipeline:
    return make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True), LinearSVC(random_state=0)
    )


def _measured(name: str, pipeline: Pipeline) -> Iterator[Figure]:
    texts = labelled_words()
    truth: list[str] = []
    found: list[str] = []
    asking = 0.0
    for known, held in texts.folds():
        pipeline.fit([texts.texts[row] for row in known], [texts.labels[row] for row in known])
        start = time.process_time()
        found += pipeline.predict([texts.texts[row] for row in held]).tolist()
        asking += time.process_time() - start
        truth += [texts.labels[row] for row in held]
    context = {"texts": len(truth), "folds": "5, near-copies together"}
    yield Figure(f"{name}, all labels, macro-F1", measures.macro_f1(truth, found), "", None, context)
    yield Figure(f"{name}, all labels, accuracy", measures.accuracy(truth, found), "", None, context)
    yield Figure(f"{name}, texts a CPU second", len(truth) / asking, "texts/s", None, context | {"words": "cut"})


def _cutting() -> Figure:
    raw, _ = labelled_raw()
    start = time.process_time()
    for text in raw:
        cut(text)
    context = {"texts": len(raw), "characters": sum(map(len, raw)) // len(raw)}
    return Figure(
        "cutting into words, texts a CPU second", len(raw) / (time.process_time() - start), "texts/s", None, context
    )
