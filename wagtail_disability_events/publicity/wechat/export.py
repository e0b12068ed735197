"""An article as a folder or a ZIP: article.html and its pictures, as the clipboard would carry them."""

import io
import zipfile
from pathlib import Path

from ...pages.models import ArticlePage
from .rendering import WechatRendering, render_wechat


def files_of(rendering: WechatRendering) -> dict[str, bytes]:
    """File names and contents; the HTML is first."""
    files = {"article.html": rendering.html.encode("utf-8")}
    files.update({image.name: image.content for image in rendering.images})
    return files


def export_folder(article: ArticlePage, folder: Path) -> list[Path]:
    """Write the files below ``folder``; return their paths."""
    written = []
    for name, content in files_of(render_wechat(article)).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written.append(target)
    return written


def export_zip(article: ArticlePage) -> bytes:
    """The same files as a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_of(render_wechat(article)).items():
            archive.writestr(name, content)
    return out.getvalue()
