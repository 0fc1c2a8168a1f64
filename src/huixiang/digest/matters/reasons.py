"""Why a voice is in its matter, in words for the people in it."""

from huixiang.digest.places import core_of

WORDS: int = 3  # shared words that are named


def reason(text: str, place: str | None, words: list[str], likeness: float) -> str:
    """Say what a voice shares with the others of its matter: place, words, and how alike they are on average."""
    shared = [word for word in words if word in text][:WORDS]
    parts = [f"同在{place}"] if place and core_of(place) in text else []
    parts += [f"都提到{'、'.join(shared)}"] if shared else []
    return "，".join([*parts, f"与本事项其他各件平均相似{likeness:.0%}"])


def reason_of_central(likeness: float) -> str:
    """Say why a voice represents its matter."""
    return f"本事项的代表件，与其他各件平均相似{likeness:.0%}"


def reason_of_repeated() -> str:
    """Say why a voice that only has repeats is a matter."""
    return "本事项的首件，其余各件是它的重复反映"


def reason_of_repeat(first: str, shared: str | None) -> str:
    """Say that a voice repeats another, and what both share."""
    return f"重复反映{first}：{shared}" if shared else f"重复反映{first}"
