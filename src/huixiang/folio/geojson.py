"""Reads places out of a GeoJSON file and brings them onto a drawing: polygons and points, thinned to what can be seen.

Decides what such a file may hold and what of it is drawn; which places of ours they are is the caller's business.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

LARGEST: Final = 10 * 1024 * 1024  # bytes
MOST_SHAPES: Final = 5_000
MOST_POINTS: Final = 2_000_000
RING: Final = 600  # points of one outline that are drawn
WIDTH: Final = 1000  # of the drawing; its height follows from the places
MARGIN: Final = 40.0
LONGEST: Final = 80
NAMES: Final = ("name", "名称", "名字", "地名", "place", "社区", "村")
CODES: Final = ("code", "编码", "代码", "区划代码", "adcode", "id")
WGS84: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
_LATITUDE, _LONGITUDE, _TALLEST = 90.0, 180.0, 2 * WIDTH

Point = tuple[float, float]
Ring = list[Point]


class Wrong(StrEnum):
    """Why a file cannot be taken."""

    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    NOT_GEOJSON = "not_geojson"
    NOTHING = "nothing"
    PROJECTED = "projected"
    SWAPPED = "swapped"
    TOO_MANY = "too_many"


class NotAMap(ValueError):
    """The file cannot be taken; ``why`` says which of the reasons it is. Nothing was kept of it."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place on the drawing: the path of its outline (empty for a point) and where its middle is, in its units."""

    name: str
    code: str
    outline: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Places on a drawing of ``WIDTH`` by ``height``."""

    height: int
    places: Sequence[Drawn]


@dataclass(frozen=True, slots=True)
class Shape:
    """A place as the file has it, in degrees: the rings of its outline, or its point."""

    name: str
    code: str
    rings: Sequence[Ring]
    point: Point | None


def read_shapes(content: bytes) -> list[Shape]:
    """Read a FeatureCollection, or one Feature, in WGS 84 (RFC 7946); what has neither outline nor point is left out.

    Linear in the points; 10 MB take about 2 s.

    :raises NotAMap: with the reason.
    """
    if len(content) > LARGEST:
        raise NotAMap(Wrong.TOO_LARGE)
    found = [one for one in _features(_parsed(content)) if one.rings or one.point]
    if not found:
        raise NotAMap(Wrong.NOTHING)
    points = [point for one in found for point in _points(one)]
    if len(points) > MOST_POINTS:
        raise NotAMap(Wrong.TOO_MANY)
    _refuse_foreign(points)
    return found


def draw(shapes: Sequence[Shape]) -> Drawing:
    """Draw at least one shape so that all fill the drawing, north above; outlines are thinned to 600 points each."""
    place, height = _scale([point for one in shapes for point in _points(one)])
    return Drawing(height, [_drawn(one, place) for one in shapes])


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise NotAMap(Wrong.NOT_JSON) from wrong
    if not isinstance(told, dict) or told.get("type") not in ("FeatureCollection", "Feature"):
        raise NotAMap(Wrong.NOT_GEOJSON)
    named = json.dumps(told.get("crs") or "")
    if told.get("crs") and not any(name in named for name in WGS84):
        raise NotAMap(Wrong.PROJECTED)
    return told


def _features(told: Mapping[str, Any]) -> Iterator[Shape]:
    listed = told.get("features") if told["type"] == "FeatureCollection" else [told]
    if not isinstance(listed, list):
        raise NotAMap(Wrong.NOT_GEOJSON)
    if len(listed) > MOST_SHAPES:
        raise NotAMap(Wrong.TOO_MANY)
    for one in listed:
        if not isinstance(one, dict):
            raise NotAMap(Wrong.NOT_GEOJSON)
        yield _feature(one)


def _feature(one: Mapping[str, Any]) -> Shape:
    said = one.get("properties")
    properties = said if isinstance(said, dict) else {}
    shape = one.get("geometry")
    geometry = shape if isinstance(shape, dict) else {}
    try:
        rings, point = _geometry(str(geometry.get("type")), geometry.get("coordinates"))
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as wrong:
        raise NotAMap(Wrong.NOT_GEOJSON) from wrong
    return Shape(_property(properties, NAMES), _property(properties, CODES), rings, point)


def _geometry(kind: str, coordinates: Any) -> tuple[list[Ring], Point | None]:
    if kind == "Point":
        return [], _point(coordinates)
    if kind == "Polygon":
        return [_ring(ring) for ring in coordinates], None
    if kind == "MultiPolygon":
        return [_ring(ring) for polygon in coordinates for ring in polygon], None
    return [], None


def _ring(said: Any) -> Ring:
    ring = [_point(point) for point in said]
    if len(ring) < 3:
        raise ValueError(len(ring))
    return ring


def _point(said: Any) -> Point:
    x, y = float(said[0]), float(said[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(said)
    return x, y


def _property(properties: Mapping[str, Any], names: Sequence[str]) -> str:
    lowered = {str(key).casefold(): value for key, value in properties.items()}
    for name in names:
        value = lowered.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return " ".join(str(value).replace("\0", "").split())[:LONGEST]
    return ""


def _points(one: Shape) -> Iterator[Point]:
    if one.point:
        yield one.point
    for ring in one.rings:
        yield from ring


def _refuse_foreign(points: Sequence[Point]) -> None:
    """Refuse metres, and latitude written before longitude where it can be told: no latitude is beyond 90."""
    if any(abs(y) > _LATITUDE for _x, y in points):
        turned = all(abs(x) <= _LATITUDE and abs(y) <= _LONGITUDE for x, y in points)
        raise NotAMap(Wrong.SWAPPED if turned else Wrong.PROJECTED)
    if any(abs(x) > _LONGITUDE for x, _y in points):
        raise NotAMap(Wrong.PROJECTED)


@dataclass(frozen=True, slots=True)
class _Onto:
    """Puts degrees onto the drawing: longitude shortened as it is at this latitude, north above."""

    west: float
    north: float
    across: float
    down: float

    def __call__(self, point: Point) -> Point:
        x, y = (point[0] - self.west) * self.across, (self.north - point[1]) * self.down
        return round(x + MARGIN, 1), round(y + MARGIN, 1)


def _scale(points: Sequence[Point]) -> tuple[_Onto, int]:
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    shrink = max(math.cos(math.radians((north + south) / 2)), 0.01)
    wide, tall = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    unit = min((WIDTH - 2 * MARGIN) / wide, (_TALLEST - 2 * MARGIN) / tall)
    return _Onto(west, north, unit * shrink, unit), round(tall * unit + 2 * MARGIN)


def _drawn(one: Shape, place: _Onto) -> Drawn:
    if one.point:
        return Drawn(one.name, one.code, "", *place(one.point))
    rings = [_thinned([place(point) for point in ring]) for ring in one.rings]
    x, y = _middle(max(rings, key=lambda ring: abs(_area(ring))))
    return Drawn(one.name, one.code, "".join(map(_path, rings)), x, y)


def _thinned(ring: Ring) -> Ring:
    """Leave out points nearer to the last kept one than can be seen, and further ones evenly above 600."""
    kept = [ring[0]]
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 1:
            kept.append(point)
    return kept[:: -(-len(kept) // RING)]


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in ring) + "Z"


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _middle(ring: Ring) -> Point:
    """The centre of gravity of an outline; of one without area the mean of its points."""
    area = _area(ring)
    if abs(area) < 1e-6:
        return round(sum(x for x, _y in ring) / len(ring), 1), round(sum(y for _x, y in ring) / len(ring), 1)
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return round(x / (6 * area), 1), round(y / (6 * area), 1)
