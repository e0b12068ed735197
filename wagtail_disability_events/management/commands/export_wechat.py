"""Write the WeChat form of an article to a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...pages.models import ArticlePage
from ...publicity.wechat.checker import check_html
from ...publicity.wechat.copies import note_copy
from ...publicity.wechat.export import export_folder
from ...publicity.wechat.models import WechatCopy
from ...publicity.wechat.rendering import render_wechat


class Command(BaseCommand):
    help = "Write an article's WeChat HTML and pictures as the clipboard and the push would carry them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="Slug or id of the article.")
        parser.add_argument("--out", required=True, help="Folder to write to; made when it is missing.")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["article"]
        found = list(ArticlePage.objects.filter(slug=wanted))
        if not found and wanted.isdigit():
            found = list(ArticlePage.objects.filter(pk=int(wanted)))
        if not found:
            raise CommandError(f"No article has the slug or id {wanted!r}.")
        if len(found) > 1:
            ids = ", ".join(str(article.pk) for article in found)
            raise CommandError(f"Several articles have the slug {wanted!r}; give one of the ids {ids}.")
        folder = Path(options["out"])
        written = export_folder(found[0], folder)
        note_copy(found[0], render_wechat(found[0]), WechatCopy.Way.ZIP, None)
        for finding in check_html((folder / "article.html").read_text(encoding="utf-8")):
            self.stderr.write(f"{finding.rule}: {finding.where}")
        self.stdout.write(f"{len(written)} files written to {folder}.")
