from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from huixiang.folio.plans import read_plan
from huixiang.folio.unsafe import ContentMismatch, KindNotAllowed


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "white").save(made, format=kind)
    return made.getvalue()


class TestReadPlan:
    @pytest.mark.parametrize(("size", "shown"), [((640, 480), (640, 480)), ((4_000, 1_000), (2_000, 500))])
    def test_is_no_larger_than_a_screen_shows(self, size: tuple[int, int], shown: tuple[int, int]) -> None:
        plan = read_plan(picture(*size, kind="JPEG"), name="plan.jpg")

        assert (plan.width, plan.height, plan.media_type) == (*shown, "image/jpeg")
        assert Image.open(BytesIO(plan.content)).size == shown

    def test_refuses_what_is_no_picture(self) -> None:
        with pytest.raises(KindNotAllowed):
            read_plan("三月".encode(), name="plan.txt")

    def test_refuses_what_is_not_what_its_name_says(self) -> None:
        with pytest.raises(ContentMismatch):
            read_plan(picture(10, 10), name="plan.jpg")
