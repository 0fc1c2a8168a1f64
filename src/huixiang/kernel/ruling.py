"""May somebody do something, and if not, why: one source for the guard, the button and its tooltip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huixiang.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Sentence
else:
    Sentence = object


@dataclass(frozen=True, slots=True)
class Ruling:
    """A yes, or a no with the sentence that is shown to the person."""

    reason: Sentence = ""

    @property
    def allowed(self) -> bool:
        return not self.reason

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Do nothing on a yes.

        :raises NotAllowed: the ruling is a no; its sentence is the message.
        """
        if self.reason:
            raise NotAllowed(self.reason)


YES = Ruling()
