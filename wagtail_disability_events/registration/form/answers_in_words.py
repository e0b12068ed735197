"""What somebody answered, each with the question as it was asked then."""

from ..models.registrations import Registration


def answered(registration: Registration) -> list[tuple[str, str]]:
    """Questions and answers in words, in the order of the form that was filled in."""
    form = registration.form.form if registration.form is not None else ()
    return [
        (question.title, question.said(registration.answers[question.key]))
        for question in form
        if question.key in registration.answers
    ]
