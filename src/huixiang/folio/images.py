"""Pictures: decoded and written anew, so that only what the eye sees is left.

No EXIF, GPS, XMP, comments, thumbnails or trailing bytes survive; the orientation is applied
first and colours are turned into sRGB before their profile is dropped.
"""

import warnings
from io import BytesIO
from typing import Final

import pillow_heif
from PIL import Image, ImageCms

from huixiang.folio.unsafe import BrokenFile, TooManyPixels, UnsafeFile

PIXELS: Final = 40_000_000
QUALITY: Final = 88
_FORMATS: Final = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}

_ORIENTATION: Final = 0x0112
_TURNS: Final = {  # EXIF 2.32, table 6
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

pillow_heif.register_heif_opener()


def redraw(data: bytes, *, kind: str) -> tuple[bytes, tuple[str, ...]]:
    """Redraw a picture of the kind 'jpg', 'png', 'webp' or 'heic' (which becomes a jpg).

    Returns the new bytes and notes: metadata_removed, only_first_frame, became_jpg. Needs up to
    12 bytes of memory a pixel; 12 megapixels take about 0.6 s.

    :raises TooManyPixels: more than 40 million; nothing was decoded.
    :raises BrokenFile: it cannot be decoded to its end.
    """
    try:
        # Pillow warns of damaged EXIF blocks, which are about to be dropped anyway.
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=[_FORMATS[kind]]) as picture:
            return _redraw(picture, kind)
    except UnsafeFile:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixels(pixels=2 * (Image.MAX_IMAGE_PIXELS or PIXELS), limit=PIXELS) from error
    except Exception as error:
        raise BrokenFile from error


def _redraw(picture: Image.Image, kind: str) -> tuple[bytes, tuple[str, ...]]:
    pixels = picture.width * picture.height
    if pixels > PIXELS:
        raise TooManyPixels(pixels=pixels, limit=PIXELS)
    notes = ["metadata_removed"]
    if getattr(picture, "n_frames", 1) > 1:
        notes.append("only_first_frame")
    if kind == "heic":
        notes.append("became_jpg")
    picture.load()
    upright = _plain_colours(_upright(picture), opaque=kind in {"jpg", "heic"})
    # A new picture has no place for what the old one carried along.
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    output = BytesIO()
    target = "JPEG" if kind == "heic" else _FORMATS[kind]
    clean.save(output, format=target, **({} if kind == "png" else {"quality": QUALITY}))
    return output.getvalue(), tuple(notes)


def _upright(picture: Image.Image) -> Image.Image:
    try:
        turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a damaged EXIF block costs the turn, not the picture
        return picture
    return picture if turn is None else picture.transpose(turn)


def _plain_colours(picture: Image.Image, *, opaque: bool) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if picture.mode in {"P", "PA", "RGBa", "La"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    elif picture.mode.startswith("I") or picture.mode == "F":
        picture = picture.point(lambda value: value / 256).convert("L")
    picture = _to_srgb(picture, profile) if profile else picture
    if picture.mode in {"RGB", "L"} or (picture.mode == "RGBA" and not opaque):
        return picture
    if picture.mode in {"RGBA", "LA"} and opaque:
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")
    return picture.convert("RGBA" if picture.mode == "LA" else "RGB")


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    if picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = "RGB" if picture.mode == "CMYK" else picture.mode
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=target)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture  # a broken profile costs a shade of colour, not the picture
    return turned or picture
