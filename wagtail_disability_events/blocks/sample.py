"""What a preview of a block shows, in the language of whoever looks at it."""

from typing import Any

from django.utils.functional import Promise


class Sample:
    """A value of a block in which texts are lazy translations; called, it holds strings."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __call__(self) -> Any:
        return _said(self._value)


def _said(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, dict):
        return {key: _said(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_said(item) for item in value]
    return value
