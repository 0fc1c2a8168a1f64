"""A map of one's own: a plan on which the office presses where each place lies, then a GeoJSON file in its stead."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.journeys.conftest import Opens

pytestmark = pytest.mark.journey


def plan() -> bytes:
    """A village map as from the wall: two roads and a river."""
    made, drawn = Image.new("RGB", (800, 500), "#f3efe4"), BytesIO()
    pen = ImageDraw.Draw(made)
    pen.line([(0, 240), (800, 260)], fill="#c9b98f", width=26)
    pen.line([(380, 0), (420, 500)], fill="#c9b98f", width=20)
    pen.line([(0, 420), (300, 380), (800, 470)], fill="#a9c8d8", width=34)
    made.save(drawn, format="PNG")
    return drawn.getvalue()


def geojson(name: str) -> bytes:
    square = [[116.0, 29.0], [116.1, 29.0], [116.1, 29.05], [116.0, 29.05], [116.0, 29.0]]
    area = {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [square]}}
    return json.dumps({"type": "FeatureCollection", "features": [area]}).encode()


class TestMap:
    def test_is_a_plan_with_its_places_then_a_file(self, opened: Opens) -> None:
        page = opened(who="liufang")
        page.goto("/desk/inbox/hot/map/")
        page.locator("[name=plan]").set_input_files({"name": "村图.png", "mimeType": "image/png", "buffer": plan()})
        page.get_by_role("button", name="放上这张平面图").click()

        place = page.locator("[name=place]").input_value()
        page.locator("input[type=image]").click(position={"x": 300, "y": 200})
        expect(page.locator("#messages")).to_contain_text(f"{place} 已经标在图上")
        point = page.locator(".map-put").first
        assert (float(point.get_attribute("cx") or 0), float(point.get_attribute("cy") or 0)) == (300, 200)

        page.goto("/desk/inbox/hot/map/")
        expect(page.locator(".hot-map image")).to_have_count(1)
        expect(page.locator(".map-name")).to_have_text([place])

        page.locator("[name=file]").set_input_files(
            {"name": "m.geojson", "mimeType": "application/geo+json", "buffer": geojson(place)}
        )
        page.get_by_role("button", name="放上这张地图").click()
        expect(page.locator(".map-area")).to_have_count(1)
        page.get_by_role("button", name="换回上一张").click()
        expect(page.locator(".hot-map image")).to_have_count(1)
