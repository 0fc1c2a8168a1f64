from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

from huixiang.folio.recognising import can_recognise, recognise
from huixiang.folio.unsafe import BrokenFile

needs_it = pytest.mark.skipif(not can_recognise(), reason="the extra ocr is not installed")


@needs_it
def test_reads_the_lines_of_a_picture() -> None:
    picture, output = Image.new("RGB", (700, 120), "white"), BytesIO()
    ImageDraw.Draw(picture).text((20, 30), "LAMP 1024 IS OUT", font=ImageFont.load_default(48), fill="black")
    picture.save(output, format="JPEG")

    assert "".join(recognise(output.getvalue())).replace(" ", "") == "LAMP1024ISOUT"


def test_takes_no_other_bytes() -> None:
    with pytest.raises(BrokenFile):
        recognise(b"no picture")
