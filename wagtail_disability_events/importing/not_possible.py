"""Why an event of a partner's calendar cannot become one of ours."""


class NotPossible(Exception):
    """An event that cannot be imported; ``code`` says why, ``part`` which text is meant."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(code)
        self.code, self.part = code, part[:120]
