"""Vectors for the peers that need some: latent semantic analysis, the best that needs no network of 100 MB."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

DIMENSIONS = 256


class LatentSemantics:
    """TF-IDF of character pairs and triples, brought to 256 dimensions by a truncated SVD; an encoder for semhash."""

    def __init__(self, texts: Sequence[str]) -> None:
        features = importlib.import_module("sklearn.feature_extraction.text")
        decomposition = importlib.import_module("sklearn.decomposition")
        self._features = features.TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, min_df=2)
        self._components = decomposition.TruncatedSVD(DIMENSIONS, random_state=0)
        self._components.fit(self._features.fit_transform(texts))

    def encode(self, inputs: Sequence[str], **_options: Any) -> Any:
        """Give each text its vector of length 1 (float32)."""
        numpy = importlib.import_module("numpy")
        vectors = self._components.transform(self._features.transform(inputs))
        lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / numpy.where(lengths, lengths, 1)).astype(numpy.float32)
