"""The engine's own files know erased voices no longer: neither the kept index nor what was learnt from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from huixiang.kernel.actor import outsider
from huixiang.listening.services import erasing
from huixiang.listening.states import ErasureScope
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.jobs import forget_words
from huixiang.sorting.models import InboxItem, LabelGiven, LearntModel
from huixiang.sorting.services import labelling
from huixiang.sorting.services.arriving import weigh
from huixiang.sorting.services.running.files import model_folder, repeats_folder
from huixiang.sorting.services.running.voices import voices_after
from huixiang.sorting.states import ModelState
from huixiang.sorting.testing import make_item
from huixiang.sorting.testing.suggestions import make_taxonomy

WORDS = "锦绣里七号楼的水管裂了两处，夜里漏水，物业说没有钱修。"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def erase(cast: Cast, item: InboxItem) -> None:
    """What the speaker does, and the job it queues."""
    by = outsider(cast.organisation.pk)
    erasing.erase_as_speaker(voice_id=item.pk, scope=ErasureScope.VOICE, by=by, at=NOON)
    forget_words(organisation_id=cast.organisation.pk, voices=str(item.pk))


class TestFiles:
    def test_hold_no_word_of_an_erased_voice(self, cast: Cast, own_folder: Path) -> None:
        item = make_item(WORDS)
        weigh([item.voice, make_item().voice], cast.organisation.pk, at=NOON)
        assert WORDS.encode() in stored(repeats_folder(cast.organisation.pk))

        erase(cast, item)

        assert WORDS.encode() not in stored(own_folder)
        assert "桂花路的路灯坏了三盏".encode() in stored(own_folder)

    def test_of_a_model_that_learnt_from_it_are_removed(self, cast: Cast) -> None:
        taxonomy, item = make_taxonomy(), make_item(WORDS)
        labelling.give_label(
            voice_ids=[item.pk], label_id=taxonomy.labels.all()[0].pk, by=cast.actor("hejing"), at=NOON
        )
        folder = model_folder(cast.organisation.pk, taxonomy.pk, 1)
        folder.mkdir(parents=True)
        (folder / "model.json").write_text("水管")
        learnt = [LabelGiven.objects.get().pk]
        LearntModel.objects.create(
            taxonomy=taxonomy, number=1, state=ModelState.CURRENT, trained_at=NOON, learnt_from=learnt
        )

        erase(cast, item)

        assert (folder.exists(), LearntModel.objects.get().state) == (False, ModelState.RETIRED)

    def test_of_the_next_run_leave_it_out(self, cast: Cast) -> None:
        item, other = make_item(WORDS), make_item()
        erase(cast, item)

        assert [voice.pk for voice in voices_after(-1)[1]] == [other.pk]


def stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
