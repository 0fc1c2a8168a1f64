from __future__ import annotations

import json
import math
from typing import Any

import pytest

from huixiang.folio.geojson import NotAMap, Wrong, draw, read_shapes

SQUARE = [[120.0, 30.0], [120.1, 30.0], [120.1, 30.1], [120.0, 30.1], [120.0, 30.0]]


def feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False).encode()


class TestReading:
    def test_draws_areas_and_points_with_name_and_code(self) -> None:
        found = read_shapes(
            collection(feature([SQUARE], 名称="桂花社区", CODE="gh"), feature([120.05, 30.05], "Point", name="李桥"))
        )

        assert [(one.name, one.code, bool(one.outline)) for one in draw(found).places] == [
            ("桂花社区", "gh", True), ("李桥", "", False)]  # fmt: skip

    def test_puts_the_middle_of_an_area_in_its_middle_north_above(self) -> None:
        found = draw(read_shapes(collection(feature([SQUARE]), feature([120.05, 30.1], "Point"))))

        area, north = found.places
        assert math.isclose(area.x, 500, abs_tol=1)
        assert math.isclose(area.y, found.height / 2, abs_tol=1)
        assert north.y == 40

    def test_thins_an_outline_of_many_points(self) -> None:
        round_one = [[120 + math.cos(at / 16_000), 30 + math.sin(at / 16_000)] for at in range(100_000)]

        found = draw(read_shapes(collection(feature([round_one]))))

        assert found.places[0].outline.count("L") < 600

    def test_leaves_lines_out(self) -> None:
        found = read_shapes(collection(feature(SQUARE, "LineString", name="路"), feature([SQUARE], name="村")))

        assert [one.name for one in found] == ["村"]

    def test_keeps_nothing_but_numbers_of_an_outline_and_text_of_a_name(self) -> None:
        found = draw(read_shapes(collection(feature([SQUARE], name='<script>alert("1")</script>', code={"a": 1}))))

        assert set(found.places[0].outline) <= set("MLZ,.-e0123456789")
        assert found.places[0].code == ""


class TestRefusing:
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"\x50\x4b\x03\x04", Wrong.NOT_JSON),
            (b'{"type": "FeatureCollection", "features": [', Wrong.NOT_JSON),
            (b"[" * 100_000, Wrong.NOT_JSON),
            (b"[1, 2]", Wrong.NOT_GEOJSON),
            (collection(feature([[[1, 2], [3, "x"], [1, 2]]])), Wrong.NOT_GEOJSON),
            (collection(feature([[[1, 2], [3, 4]]])), Wrong.NOT_GEOJSON),
            (collection(feature([math.inf, 1.0], "Point")), Wrong.NOT_GEOJSON),
            (collection(), Wrong.NOTHING),
            (collection(feature([3_353_000.0, 412_000.0], "Point")), Wrong.PROJECTED),
            (collection(feature([SQUARE]), crs={"properties": {"name": "EPSG:4490"}}), Wrong.PROJECTED),
            (collection(feature([30.0, 120.0], "Point")), Wrong.SWAPPED),
            (b" " * (10 * 1024 * 1024 + 1), Wrong.TOO_LARGE),
            (collection(*[feature([1, 1], "Point")] * 5_001), Wrong.TOO_MANY),
        ],
    )
    def test_says_why(self, content: bytes, why: Wrong) -> None:
        with pytest.raises(NotAMap) as refused:
            read_shapes(content)

        assert refused.value.why is why
