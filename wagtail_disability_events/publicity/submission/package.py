"""The package of a submission: the text as Word, a cover sheet, photos whose names say what they show."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from ...blocks.parts import pictures_in
from ...core.dates import day_phrase, today_here, today_in
from ...pages.models import ArticlePage
from ..ledger.keeping import organisation_of
from ..text.content import article_parts
from ..text.pictures import picture_file

MAX_NAME = 40
_NOT_IN_NAMES = re.compile(r"[\\/:*?\"<>|\x00-\x1f.\s]+")


def package(article: ArticlePage, to_name: str, note: str = "") -> bytes:
    """A ZIP: text, cover sheet, photos in the order of the article, and their captions in a list."""
    from ..word.document import cover_sheet, word_document  # only here: most processes never write Word

    out = io.BytesIO()
    names: list[tuple[str, str]] = []
    folder, captions, cover = _("photos"), _("captions"), _("cover sheet")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{safe_name(article.title)}.docx", word_document(article))
        for number, picture in enumerate(pictures_in(article_parts(article)), 1):
            content = picture_file(picture.image)
            if content is None:  # the checks before the review name it
                continue
            words = picture.caption or picture.alt
            name = f"{number:02}-{safe_name(words)}.jpg"
            archive.writestr(f"{folder}/{name}", content)
            names.append(
                (name, picture.alt if picture.caption in ("", picture.alt) else f"{words}（{picture.alt}）")
            )
        archive.writestr(f"{folder}/{captions}.txt", _caption_list(names))
        archive.writestr(
            f"{cover}.docx",
            cover_sheet(_("Submission"), _facts(article, to_name, note, len(names))),
        )
    return out.getvalue()


def safe_name(words: str) -> str:
    """Words as the name of a file on any system; never empty.

    >>> safe_name('两位选手: "绕桩" / 终点')
    '两位选手-绕桩-终点'
    """
    return _NOT_IN_NAMES.sub("-", words).strip("-")[:MAX_NAME].strip("-") or _("article")


def _facts(article: ArticlePage, to_name: str, note: str, photos: int) -> list[tuple[str, str]]:
    organisation = organisation_of(article)
    today = today_in(organisation.time_zone) if organisation is not None else today_here()
    rows = [
        (_("To"), to_name),
        (_("From"), organisation.title if organisation else article.source),
        (_("Title"), article.title),
        (_("Genre"), str(article.get_genre_display())),
        (_("Event"), article.event.title if article.event else ""),
        (_("Photos"), str(photos)),
        (_("Submitted on"), day_phrase(today)),
        (_("Address on the web"), article.full_url or ""),
        *article.signature,
        (_("Note"), note),
    ]
    return [(label, value) for label, value in rows if value]


def _caption_list(names: list[tuple[str, str]]) -> str:
    """The list of photos beside the package: file name and caption, a line each."""
    return "\n".join(f"{name}　{words}" for name, words in names) or _("No photos.")
