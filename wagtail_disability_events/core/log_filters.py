"""Logs without keys: the address of a private page or calendar opens it, so it is not written down."""

import logging
import re

_TOKEN = re.compile(r"(/(?:sign-up/group|sign-up|my-calendar|send-photos)/)(?!group/|lost/)[^/\s?\"]+")


class HideTokens(logging.Filter):
    """Replaces the token of a private address; for the handlers of a site's LOGGING."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _TOKEN.sub(r"\1…", record.getMessage())
        record.args = ()
        return True
