"""Fields of the API that say more than a model field does."""

from typing import Any

from rest_framework.fields import Field
from wagtail.blocks import StreamValue


class ShownBody(Field):
    """The text of an article with its figures filled in, as a stream of blocks."""

    def to_representation(self, value: StreamValue) -> Any:
        return value.stream_block.get_api_representation(value, self.context)
