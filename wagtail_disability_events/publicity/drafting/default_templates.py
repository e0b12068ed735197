"""The templates that there are before an organisation has written its own."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...blocks.figure_names import gap
from .genres import Genre, Tone

Stored = tuple[str, object]
"""The type of a block and its value as it is stored."""


@dataclass(frozen=True)
class DraftTemplate:
    """Title, abstract and body with names in braces; ``body`` in the stored form of ``TemplateBodyBlock``."""

    title: str
    abstract: str
    body: list[Stored] = field(default_factory=list)


def default_template(genre: Genre, tone: Tone) -> DraftTemplate:
    """The template for a genre and a tone, in the active language.

    Raises KeyError for a genre that is not drafted, such as news.
    """
    if tone == Tone.EASY and genre in _EASY:
        return _EASY[genre]()
    return _OFFICIAL[genre]()


def _text(*sentences: str) -> Stored:
    return "text", "".join(f"<p>{sentence}</p>" for sentence in sentences)


def _part(name: str) -> Stored:
    return "record_part", name


def _announcement() -> DraftTemplate:
    return DraftTemplate(
        _("Coming up: %(title)s") % {"title": "{{what}}"},
        "{{summary}}",
        [
            _text("{{summary}}"),
            ("heading", _("When and where")),
            _part("dates"),
            ("heading", _("What is there for you")),
            _part("services"),
            _part("content"),
            ("heading", _("How to sign up")),
            _part("sign_up"),
            _part("contact"),
        ],
    )


def _reminder() -> DraftTemplate:
    return DraftTemplate(
        _("Soon: %(title)s") % {"title": "{{what}}"},
        _("{{what}} begins on {{day}}. Place, way and what to bring."),
        [
            _text(
                _("{{what}} of {{who}} is about to begin. {{signed_up}} people have signed up."),
            ),
            ("heading", _("When and where")),
            _part("dates"),
            ("heading", _("Please bring")),
            _part("bring"),
            ("heading", _("What is there for you")),
            _part("services"),
            _text(_("If you cannot come, please tell us: somebody else is waiting for the place.")),
            _part("contact"),
        ],
    )


def _report() -> DraftTemplate:
    return DraftTemplate(
        "{{what}}",
        "{{summary}}",
        [
            _text(
                _("On {{day}}, {{who}} held “{{what}}” at {{where}}."),
                _(
                    "{{attendances}} visits by disabled residents were counted; {{companions}} family "
                    "members came along, and {{volunteers}} volunteers helped."
                ),
            ),
            _part("help"),
            _part("content"),
            _part("photos"),
            ("heading", _("What they say")),
            ("quotation", {"text": gap(_("words of a participant")), "source": ""}),
            _text(_("We thank everybody who helped.")),
        ],
    )


def _results() -> DraftTemplate:
    return DraftTemplate(
        _("Results are out: %(title)s") % {"title": "{{what}}"},
        _("The results of {{what}} on {{day}}."),
        [
            _text(_("On {{day}}, “{{what}}” took place at {{where}}. These are the results.")),
            _part("content"),
            _part("works"),
            _text(_("Congratulations to everybody who took part.")),
        ],
    )


def _portrait() -> DraftTemplate:
    return DraftTemplate(
        gap(_("a title about the person")),
        "",
        [
            _text(gap(_("how we met: at which event, on which day"))),
            ("heading", _("Who it is")),
            _text(gap(_("what the person wants to be known for"))),
            ("quotation", {"text": gap(_("in the person's own words")), "source": ""}),
            _part("photos"),
        ],
    )


def _digest() -> DraftTemplate:
    return DraftTemplate(
        _("{{period}}: what took place"),
        _("{{events}} events, {{attendances}} visits."),
        [
            _text(
                _(
                    "In {{period}}, {{who}} held {{events}} events, with {{attendances}} visits by disabled "
                    "residents; {{volunteers}} times volunteers helped."
                )
            ),
            ("period_events", {"heading": _("Events of the period")}),
        ],
    )


def _easy_announcement() -> DraftTemplate:
    return DraftTemplate(
        _("Come along: %(title)s") % {"title": "{{what}}"},
        "{{summary}}",
        [
            _text(_("You are invited."), "{{summary}}"),
            ("heading", _("When? Where?")),
            _part("dates"),
            ("heading", _("We help you")),
            _part("services"),
            ("heading", _("How do I sign up?")),
            _part("sign_up"),
            _part("contact"),
        ],
    )


def _easy_report() -> DraftTemplate:
    return DraftTemplate(
        _("We were there: %(title)s") % {"title": "{{what}}"},
        "{{summary}}",
        [
            _text(
                _("On {{day}} we met at {{where}}."),
                _("It was “{{what}}”."),
                _("{{attendances}} residents came."),
                _("{{volunteers}} volunteers helped."),
            ),
            _part("content"),
            _part("photos"),
            _text(_("Thank you for coming.")),
        ],
    )


_OFFICIAL: dict[Genre, Callable[[], DraftTemplate]] = {
    Genre.ANNOUNCEMENT: _announcement,
    Genre.REMINDER: _reminder,
    Genre.REPORT: _report,
    Genre.RESULTS: _results,
    Genre.PORTRAIT: _portrait,
    Genre.DIGEST: _digest,
}
_EASY: dict[Genre, Callable[[], DraftTemplate]] = {
    Genre.ANNOUNCEMENT: _easy_announcement,
    Genre.REPORT: _easy_report,
}
