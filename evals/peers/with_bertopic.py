"""BERTopic over vectors made beforehand, as its documentation has it: UMAP, HDBSCAN, class TF-IDF."""

from __future__ import annotations

import importlib
import json
import sys
import time
from typing import Any

from evals.peers.vectors import LatentSemantics

SETTINGS = {
    "BERTopic, as it comes": {"min_cluster_size": 10, "cluster_selection_method": "eom"},
    "BERTopic, groups from 3, leaf": {"min_cluster_size": 3, "cluster_selection_method": "leaf"},
}


def main() -> None:
    """Read texts and their words; print for each setting the topic of each text (-1: none) and the seconds it took."""
    given = json.load(sys.stdin)
    began = time.process_time()
    vectors = LatentSemantics(given["texts"]).encode(given["texts"])
    encoding = time.process_time() - began
    answer = {}
    for name, setting in SETTINGS.items():
        began = time.process_time()
        topics, _ = _model(setting).fit_transform(given["words"], vectors)
        answer[name] = {"topics": [int(topic) for topic in topics], "seconds": encoding + time.process_time() - began}
    print(json.dumps(answer))


def _model(setting: dict[str, Any]) -> Any:
    umap, hdbscan = importlib.import_module("umap"), importlib.import_module("hdbscan")
    features = importlib.import_module("sklearn.feature_extraction.text")
    return importlib.import_module("bertopic").BERTopic(
        embedding_model=None,
        umap_model=umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0),
        hdbscan_model=hdbscan.HDBSCAN(metric="euclidean", prediction_data=True, **setting),
        vectorizer_model=features.CountVectorizer(token_pattern=r"\S+"),
    )


if __name__ == "__main__":
    main()
