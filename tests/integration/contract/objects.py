"""One of everything below an organisation, so that each address of the administration can be asked for."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from tests.support import factories
from wagtail_disability_events.core.encryption import encrypt_bytes
from wagtail_disability_events.models import (
    AnswerFile,
    ArticleIndexPage,
    ArticlePage,
    CalendarImport,
    CalendarSource,
    EventIndexPage,
    LedgerEntry,
    Outlet,
    PhotoUpload,
    Push,
    SportsDayPage,
    WechatAccount,
)

SECRETS = ("孟昭棠", "13800001234", "怕吵要靠边坐", "还没有公开的照片")
"""Name, phone and need of somebody who signed up, and what a withheld photo shows."""


@dataclass(frozen=True)
class Objects:
    """What stands in the addresses of an organisation, by the names of their parts."""

    organisation: EventIndexPage
    event: Any
    parts: dict[str, Any]


def objects_of(organisation: EventIndexPage, owner: Any) -> Objects:
    """Make one of everything below an organisation; ``owner`` has uploaded what somebody uploads."""
    contest = (
        "contest",
        {
            "name": "投篮",
            "group": "",
            "rules": "",
            "measure": "points",
            "unit": "",
            "heats": 0,
            "results": [],
        },
    )
    offers = [("service", {"service": "transport", "limit": 3, "note": ""})]
    event = factories.event(
        organisation,
        model=SportsDayPage,
        contests=[contest],
        schedule=[factories.when(3)],
        access=offers,
    )
    person = factories.registration(
        event, name=SECRETS[0], phone=SECRETS[1], needs_note=SECRETS[2], services=("transport",)
    )
    file = AnswerFile.objects.create(
        event=event,
        registration=person,
        question="q",
        token_hash=f"of {organisation.pk}",
        name="x",
        content_type="image/png",
        content=encrypt_bytes(b"x"),
    )
    photo = factories.photo(event, alt_text=SECRETS[3])
    articles = ArticleIndexPage.objects.child_of(organisation).first()
    if articles is None:
        articles = ArticleIndexPage(title="文章")
        organisation.add_child(instance=articles)
    article = ArticlePage(title=f"{organisation.title}的文章", genre="report", event=event, abstract="走路。")
    articles.add_child(instance=article)
    article.save_revision()
    account = WechatAccount.objects.create(
        organisation=organisation, name="号", app_id=f"a{organisation.pk}", secret="s", platform="sandbox"
    )
    push = Push.objects.create(article=article, account=account, state="drafted")
    outlet = Outlet.objects.create(name=f"报 {organisation.pk}", kind="newspaper")
    entry = LedgerEntry.objects.create(
        organisation=organisation, title="一篇", outlet=outlet, key=str(organisation.pk)
    )
    entry.proof.save("proof.png", ContentFile(b"x"))
    source = CalendarSource.objects.create(page=organisation, name="来源")
    upload = PhotoUpload.objects.create(
        event=event, sender=f"user {owner.pk}", user=owner, name="a.jpg", size=10, fingerprint="f"
    )
    parts = {
        "event_id": event.pk,
        "page_id": organisation.pk,
        "article_id": article.pk,
        "registration_id": person.pk,
        "file_id": file.pk,
        "photo_id": photo.pk,
        "account_id": account.pk,
        "push_id": push.pk,
        "entry_id": entry.pk,
        "import_id": CalendarImport.objects.create(source=source, user=owner).pk,
        "contest_id": str(event.contests[0].id),
        "occurrence_id": event.occurrences.last().pk,
        "key": upload.key,
        "operation": "cancel",
        "service": "transport",
        "kind": "confirmed",
        "language": "zh-hans",
        "size": "small",
        "name": "square.png",
    }
    return Objects(organisation, event, parts)
