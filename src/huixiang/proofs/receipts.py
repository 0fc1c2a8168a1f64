"""The receipt code: what a speaker keeps, and the keys that only this code opens.

Decides how a code is drawn, read back from human hands and stretched into keys. Where it is
shown, how often it may be tried and what is stored is left to the caller.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from argon2.low_level import Type, hash_secret_raw

LOCATOR_DIGITS: Final = 8
SECRET_DIGITS: Final = 20
GROUP_DIGITS: Final = 4
GROUPS: Final = (LOCATOR_DIGITS + SECRET_DIGITS) // GROUP_DIGITS
CHECK: Final = 11  # a prime above 7 groups and above 9, the largest slip of one digit

_LOOKALIKES: Final = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "B": "8"})
_PUNCTUATION: Final = frozenset({"Pd", "Po", "Ps", "Pe", "Pc", "Pi", "Pf", "Zs", "Cf", "Cc"})
_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)


class Chance(Protocol):
    """A source of chance, such as ``secrets.SystemRandom()`` or a seeded ``random.Random``."""

    def randrange(self, stop: int, /) -> int:
        """Return a whole number from 0 up to but without ``stop``."""
        ...


class Mistyped(StrEnum):
    """What is wrong with a code that somebody typed."""

    LENGTH = "length"
    CHARACTERS = "characters"
    GROUP = "group"


class MistypedCode(ValueError):
    """The text is no receipt code; the fields say what a page can point at.

    ``group`` is the 1-based group that cannot be right if only one is wrong; None when two or
    more must be wrong, or when length or characters are. ``found`` counts the digits we read.
    """

    def __init__(self, reason: Mistyped, *, found: int, group: int | None = None) -> None:
        super().__init__(reason, found, group)
        self.reason: Final = reason
        self.found: Final = found
        self.group: Final = group


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A locator (受理号, not secret) and a secret, together seven groups that check each other.

    :raises MistypedCode: the parts have the wrong length, other characters or fail the check.
    """

    locator: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _DIGITS.fullmatch(self.digits):
            found = sum(len(run) for run in _DIGITS.findall(self.digits))
            raise MistypedCode(Mistyped.CHARACTERS, found=found)
        if (len(self.locator), len(self.secret)) != (LOCATOR_DIGITS, SECRET_DIGITS):
            raise MistypedCode(Mistyped.LENGTH, found=len(self.digits))
        if any(syndromes(self.digits)):
            raise MistypedCode(Mistyped.GROUP, found=len(self.digits), group=impossible_group(self.digits))

    @property
    def digits(self) -> str:
        """All 28 digits without spaces."""
        return self.locator + self.secret

    @property
    def groups(self) -> tuple[str, ...]:
        """The seven groups of four digits; the first two are the locator."""
        return _split(self.digits)

    @property
    def text(self) -> str:
        """The code as printed: seven groups with one space between."""
        return " ".join(self.groups)


@dataclass(frozen=True, slots=True)
class Keys:
    """Three independent keys of 32 bytes: to prove, to open, and to be found by a public claim."""

    auth: bytes = field(repr=False)
    enc: bytes = field(repr=False)
    claim: bytes = field(repr=False)


def syndromes(digits: str) -> tuple[int, int]:
    """Return both check sums modulo 11: of v_i and of i * v_i; (0, 0) for a possible code."""
    values = [int(group) for group in _split(digits)]
    plain = sum(values) % CHECK
    return plain, sum(place * value for place, value in enumerate(values, start=1)) % CHECK


def impossible_group(digits: str) -> int | None:
    """Name the one group whose change explains the failed check, 1 to 7; None if none does.

    A group off by e leaves s1 = e and s2 = i * e, so i = s2 / s1 modulo 11. A wrong digit moves
    its group by d * 10^k and a swap of neighbours by 9 * d * 10^k with 0 < d < 10: neither is a
    multiple of 11, so such a slip in one group is always found, and found here. Two wrong groups
    go unseen with probability 1/121 and may point at a third.
    """
    plain, placed = syndromes(digits)
    if plain == 0:
        return None
    group = placed * pow(plain, -1, CHECK) % CHECK
    return group if 1 <= group <= GROUPS else None


def draw(rng: Chance) -> ReceiptCode:
    """Draw a code: the locator uniform over 8 digits, the secret uniform over all that fit it.

    Secrets are drawn until both checks hold, 121 times on average (about 0.6 ms), because
    solving for the last groups would favour some. 59.5 bits of the secret's 66.4 remain.
    """
    locator = f"{rng.randrange(10**LOCATOR_DIGITS):0{LOCATOR_DIGITS}d}"
    while True:
        secret = f"{rng.randrange(10**SECRET_DIGITS):0{SECRET_DIGITS}d}"
        if not any(syndromes(locator + secret)):
            return ReceiptCode(locator, secret)


def parse(text: str) -> ReceiptCode:
    """Read a code as people write it.

    Spaces, dashes and punctuation of any script are skipped, full-width digits read as digits,
    and O, o, l, I, B as the digits they look like.

    :raises MistypedCode: other characters, not 28 digits, or the check fails.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    kept = "".join(char for char in plain if unicodedata.category(char) not in _PUNCTUATION)
    return ReceiptCode(kept[:LOCATOR_DIGITS], kept[LOCATOR_DIGITS:])


def derive(secret: str, *, locator: str, origin: str) -> Keys:
    """Stretch a code into its keys: Argon2id, then HKDF-SHA256 for each use.

    ``origin`` is the site's address, so that one code opens nothing elsewhere. Takes about 0.3 s
    and 64 MiB; let few run at once, and run it for unknown locators too.
    Parameters: OWASP ASVS 5.0 appendix C; t=3, m=64 MiB, p=1, salt of 16 bytes.

    :raises MistypedCode: locator and secret are no possible code.
    """
    code = ReceiptCode(locator, secret)
    salt = hashlib.sha256(origin.encode() + b"\x00" + code.locator.encode()).digest()[:16]
    root = hash_secret_raw(
        code.secret.encode(),
        salt,
        time_cost=3,
        memory_cost=64 * 1024,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    auth, enc, claim = (hkdf(root, info=label) for label in (b"auth", b"enc", b"claim"))
    return Keys(auth=auth, enc=enc, claim=claim)


def hkdf(secret: bytes, *, info: bytes, salt: bytes = b"", length: int = 32) -> bytes:
    """Derive ``length`` bytes from a secret for the one use named by ``info``.

    Source: RFC 5869, extract and expand with HMAC-SHA256; an empty salt stands for 32 zero bytes.

    :raises ValueError: more than 255 * 32 bytes are asked for.
    """
    if not 0 < length <= 255 * 32:
        raise ValueError(f"length must be from 1 to {255 * 32}, not {length}")
    key = hmac.digest(salt or bytes(32), secret, "sha256")
    block, output = b"", b""
    for counter in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([counter]), "sha256")
        output += block
    return output[:length]


def verifier(keys: Keys) -> bytes:
    """Return what may be stored: SHA-256 of the auth key, 32 bytes. It opens nothing."""
    return hashlib.sha256(keys.auth).digest()


def matches(stored: bytes, keys: Keys) -> bool:
    """Test in constant time whether the keys belong to the stored verifier."""
    return hmac.compare_digest(stored, verifier(keys))


def _split(digits: str) -> tuple[str, ...]:
    return tuple(digits[start : start + GROUP_DIGITS] for start in range(0, len(digits), GROUP_DIGITS))
