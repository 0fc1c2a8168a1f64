from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huixiang.journal.models import JournalEntry
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Label, LearntModel, Taxonomy
from huixiang.sorting.services import labelling, learning
from huixiang.sorting.services.learning.decisions import decisions_of
from huixiang.sorting.services.learning.run import learn
from huixiang.sorting.states import ModelState
from huixiang.sorting.testing import make_item
from huixiang.sorting.testing.suggestions import make_taxonomy

SignIn = Callable[[str], Client]
STREETS = (
    "桂花路", "老街", "北门", "南湖边", "菜场后面", "小学门口", "东关", "河滨路", "二中旁", "车站前", "新村", "医院外",
)  # fmt: skip
SAID = {
    "路灯": (
        "{}的路灯不亮，晚上走路看不清",
        "{}路灯坏了，照明没有了",
        "{}一盏灯一直闪，请修路灯",
        "{}夜里漆黑，路灯没有电",
    ),
    "供水": ("{}停水了，水管没有水", "{}水压低，水龙头水很小", "{}自来水发黄，水质不好", "{}水管漏水，一直在流"),
}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def taught(cast: Cast) -> Taxonomy:
    """96 voices that a clerk put under lamps or water: about 19 of them are held back, whichever they are."""
    taxonomy = make_taxonomy()
    for name, forms in SAID.items():
        label = Label.objects.get(name=name)
        items = [make_item(form.format(street)) for form in forms for street in STREETS]
        ids = [item.pk for item in items]
        labelling.give_label(voice_ids=ids, label_id=label.pk, by=cast.actor("hejing"), at=NOON)
    return taxonomy


def learn_now(cast: Cast, taxonomy: Taxonomy) -> LearntModel:
    run = learning.ask_to_learn(taxonomy_id=taxonomy.pk, by=cast.actor("liufang"), at=NOON)
    model = learn(organisation_id=cast.organisation.pk, run_id=run.pk, now=lambda: NOON)
    assert model is not None
    return model


class TestLearn:
    def test_takes_a_version_that_is_no_worse(self, cast: Cast, taught: Taxonomy) -> None:
        model = learn_now(cast, taught)

        assert (model.number, model.state) == (1, ModelState.CURRENT)
        assert model.accuracy is not None
        assert model.accuracy >= 0.8
        assert len(model.learnt_from) + len(model.held_back) == 96
        assert JournalEntry.objects.get(action="sorting.model.learnt").after["version"] == 1

    def test_refuses_a_version_that_is_worse_and_says_so(self, cast: Cast, taught: Taxonomy) -> None:
        first = learn_now(cast, taught)
        learnt, _held = decisions_of(taught)
        lamps, water = (Label.objects.get(name=name) for name in ("路灯", "供水"))
        turned = {lamps.pk: water, water.pk: lamps}
        for voice_id, labels in zip(learnt.voices, learnt.labels, strict=True):
            labelling.give_label(voice_ids=[voice_id], label_id=turned[labels[0]].pk, by=cast.actor("hejing"), at=NOON)

        second = learn_now(cast, taught)

        assert second.state == ModelState.REFUSED
        assert second.reason.startswith("On the decisions held back")
        assert LearntModel.objects.get(state=ModelState.CURRENT) == first

    def test_says_when_there_is_too_little(self, cast: Cast) -> None:
        model = learn_now(cast, make_taxonomy())

        assert model.state == ModelState.REFUSED
        assert model.accuracy is None
        assert model.reason

    def test_is_asked_for_by_the_office_alone(self, cast: Cast) -> None:
        taxonomy = make_taxonomy()

        with pytest.raises(NotAllowed):
            learning.ask_to_learn(taxonomy_id=taxonomy.pk, by=cast.actor("hejing"), at=NOON)

    def test_never_holds_back_a_voice_it_learnt_from(self, cast: Cast, taught: Taxonomy) -> None:
        learnt, held = decisions_of(taught)

        assert not set(learnt.voices) & set(held.voices)
        assert len(held.voices) >= 5


class TestChooseVersion:
    def test_takes_an_earlier_one_again(self, cast: Cast, taught: Taxonomy) -> None:
        first, second = learn_now(cast, taught), learn_now(cast, taught)
        assert second.state == ModelState.CURRENT

        learning.choose_version(taxonomy_id=taught.pk, number=1, by=cast.actor("liufang"), at=NOON)

        assert LearntModel.objects.get(state=ModelState.CURRENT) == first
        assert JournalEntry.objects.get(action="sorting.model.chosen").after["version"] == 1

    def test_finds_no_version_that_is_not_there(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            learning.choose_version(taxonomy_id=make_taxonomy().pk, number=3, by=cast.actor("liufang"), at=NOON)


class TestModelPage:
    def test_shows_versions_and_what_each_learnt_from(self, cast: Cast, taught: Taxonomy, sign_in: SignIn) -> None:
        learn_now(cast, taught)
        client = sign_in("hejing")

        page = client.get(f"/desk/inbox/models/{taught.pk}/").content.decode()
        labels = client.get(f"/desk/inbox/models/{taught.pk}/1/").content.decode()

        assert "%" in page
        assert "路灯" in labels
        assert client.get("/desk/inbox/models/").status_code == 200

    def test_lets_the_office_learn_and_not_a_clerk(self, cast: Cast, sign_in: SignIn) -> None:
        taxonomy = make_taxonomy()
        url = f"/desk/inbox/models/{taxonomy.pk}/"

        assert sign_in("hejing").post(url).status_code == 403
        assert sign_in("liufang").post(url).status_code == 302
