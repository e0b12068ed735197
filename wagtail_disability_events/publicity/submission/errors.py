"""Why an article cannot be submitted, or a submission not be decided."""


class CannotSubmit(Exception):
    """The message says why, and what to do."""
