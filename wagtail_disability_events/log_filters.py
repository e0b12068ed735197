"""Logs without keys: the address of a private page opens it, so it is not written down."""

import logging
import re

_TOKEN = re.compile(r"(/sign-up/)[^/\s?\"]+")


class HideTokens(logging.Filter):
    """Replaces the token in addresses below ``/sign-up/``; for the handlers of a site's LOGGING."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _TOKEN.sub(r"\1…", record.getMessage())
        record.args = ()
        return True
