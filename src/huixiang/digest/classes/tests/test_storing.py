"""A model is kept whole or not at all, the same bytes for the same model, and nothing in it can run."""

import json
from pathlib import Path

import numpy as np
import pytest

from huixiang.digest.classes.classifying import classify
from huixiang.digest.classes.model import Model
from huixiang.digest.classes.storing import load, save
from huixiang.digest.classes.tests.spoken import AT, spoken
from huixiang.digest.classes.training import train
from huixiang.digest.errors import DigestError


def learnt(seed: int = 1) -> Model:
    texts, labels = spoken()
    return train(texts, labels, taxonomy="后勤", seed=seed, at=AT)


@pytest.fixture(scope="module")
def model() -> Model:
    return learnt()


def refusal(folder: Path) -> str:
    with pytest.raises(DigestError) as caught:
        load(folder)
    return caught.value.code


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TestSave:
    def test_keeps_what_classifies_alike(self, model: Model, tmp_path: Path) -> None:
        save(model, tmp_path / "model")
        texts = ["食堂太贵", "电梯坏了", "从没见过的话"]
        assert classify(load(tmp_path / "model"), texts).equals(classify(model, texts))

    def test_writes_the_same_bytes_for_the_same_input_and_seed(self, model: Model, tmp_path: Path) -> None:
        save(model, tmp_path / "one")
        save(learnt(), tmp_path / "two")
        assert contents(tmp_path / "one") == contents(tmp_path / "two")

    def test_replaces_an_older_model_and_leaves_nothing_of_it(self, model: Model, tmp_path: Path) -> None:
        save(learnt(seed=2), tmp_path)
        save(model, tmp_path)
        assert load(tmp_path).seed == 1
        assert len(contents(tmp_path)) == 2

    def test_refuses_a_folder_it_cannot_write(self, model: Model, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(DigestError, match="cannot be written"):
            save(model, tmp_path / "file" / "model")


class TestLoad:
    def test_refuses_a_folder_without_a_model(self, tmp_path: Path) -> None:
        assert refusal(tmp_path) == "no_model"

    def test_refuses_a_newer_version(self, model: Model, tmp_path: Path) -> None:
        save(model, tmp_path)
        head = json.loads((tmp_path / "model.json").read_text())
        head["model"]["version"] = 2
        (tmp_path / "model.json").write_text(json.dumps(head))
        assert refusal(tmp_path) == "newer_model"

    def test_refuses_a_changed_fact(self, model: Model, tmp_path: Path) -> None:
        save(model, tmp_path)
        head = (tmp_path / "model.json").read_text()
        (tmp_path / "model.json").write_text(head.replace("食堂", "饭堂"))
        assert refusal(tmp_path) == "damaged_model"

    def test_refuses_half_a_file(self, model: Model, tmp_path: Path) -> None:
        save(model, tmp_path)
        arrays = next(tmp_path.glob("*.npz"))
        arrays.write_bytes(arrays.read_bytes()[:-100])
        assert refusal(tmp_path) == "damaged_model"
        (tmp_path / "model.json").write_text("{")
        assert refusal(tmp_path) == "damaged_model"

    def test_keeps_arrays_without_anything_that_runs(self, model: Model, tmp_path: Path) -> None:
        save(model, tmp_path)
        with np.load(next(tmp_path.glob("*.npz")), allow_pickle=False) as arrays:
            assert {str(arrays[name].dtype) for name in arrays} == {"float32", "uint8"}
