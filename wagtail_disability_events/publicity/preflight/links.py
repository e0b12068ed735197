"""Links: what may be linked, and which were found dead when somebody last looked."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from ...core import conf
from ...core.dates import local_day
from .codes import Code
from .findings import Finding, Severity, TextLocation
from .models import CheckedLink
from .subject import Subject


def links_of(subject: Subject) -> dict[str, TextLocation]:
    """Every address that the texts link to, with the place where it is first."""
    found: dict[str, TextLocation] = {}
    for passage in subject.passages:
        if passage.is_html and "<a" in passage.source:
            for link in BeautifulSoup(passage.source, "html.parser").find_all("a", href=True):
                found.setdefault(str(link["href"]).strip(), passage.location)
    return found


def check_links(subject: Subject) -> Iterator[Finding]:
    """Addresses that cannot be opened by a reader, and those that gave nothing at the last look."""
    links = links_of(subject)
    dead = {row.address: row for row in CheckedLink.objects.filter(address__in=links, is_alive=False)}
    for address, location in links.items():
        scheme, host = urlsplit(address).scheme.lower(), urlsplit(address).hostname or ""
        if scheme not in ("http", "https", "mailto", "tel"):
            reason = _("Readers cannot open this address.")
            yield Finding(Code.LINK_NOT_ALLOWED, Severity.ERROR, location, reason, address[:80])
        elif scheme in ("http", "https") and (host == "localhost" or "." not in host or _is_inside(host)):
            reason = _("This address is open only inside your office.")
            yield Finding(Code.LINK_INSIDE, Severity.ERROR, location, reason, address[:80])
        elif address in dead:
            reason = _("This address gave nothing on %(day)s.") % {
                "day": local_day(dead[address].checked_at, conf.get("TIME_ZONE")).isoformat()
            }
            yield Finding(Code.LINK_DEAD, Severity.WARNING, location, reason, address[:80])


def _is_inside(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host.endswith((".local", ".lan", ".internal"))
