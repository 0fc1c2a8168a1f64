"""What the engine refuses, in words for the person who asked; the command line prints them as they are."""


class DigestError(Exception):
    """A refusal of the engine. ``str()`` is a plain sentence; ``code`` names the case for programs."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
