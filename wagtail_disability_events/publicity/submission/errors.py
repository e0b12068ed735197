"""Why an article cannot be submitted, or a submission not be decided."""


class CannotSubmit(Exception):
    """The message says why, and what to do."""


class NotYourList(CannotSubmit):
    """Somebody who may not add a page to the list of articles wants to take one over into it."""
