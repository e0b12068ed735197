"""How long an article and the fields beside it may be (``draft/add``)."""

MAX_CHARACTERS = 20_000
"""Characters of the HTML; so many are too many already."""

MAX_BYTES = 1_000_000
"""Bytes of the HTML in UTF-8; so many are too many already."""

MAX_TITLE, MAX_AUTHOR, MAX_ABSTRACT = 32, 16, 128
"""Characters."""
