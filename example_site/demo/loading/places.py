"""Organisations and venues."""

from typing import Any

from wagtail.models import Locale, Site

from demo.loading.site import host_and_port
from demo.pictures import draw_picture
from wagtail_disability_events import models
from wagtail_disability_events.core.base_page import BasePage
from wagtail_disability_events.gallery.pixels.library import store_image

from .state import Demo

ROOT_SLUG = "jiangbin"
ORGANISATIONS = (
    ("江滨区残疾人联合会", "", "district", 3120, ROOT_SLUG),
    ("南湖街道残疾人联合会", "南湖街道残联", "street", 686, "nanhu"),
    ("创业社区残疾人协会", "创业社区残协", "community", 272, "chuangye"),
    ("文苑社区残疾人协会", "文苑社区残协", "community", 198, "wenyuan"),
    ("站前社区残疾人协会", "站前社区残协", "community", 216, "zhanqian"),
)


def make_organisations(demo: Demo) -> dict[str, Any]:
    Locale.objects.get_or_create(language_code="zh-hans")
    tree_root = BasePage.objects.get(depth=1)
    orgs: dict[str, Any] = {}
    parent: Any = tree_root
    for position, (title, short, level, residents, slug) in enumerate(ORGANISATIONS):
        org = models.EventIndexPage(
            title=title,
            short_name=short,
            level=level,
            registered_residents=residents,
            contact_role="残疾人专职委员",
            contact_phone="0571-0000 0000",
            contact_hours="工作日 9:00–17:00",
            address="江滨区南湖路 1 号",
            intro="<p>区、街道和社区的活动都在这里。</p>" if position == 0 else "",
            slug=slug,
            locale=Locale.objects.get(language_code="zh-hans"),
        )
        parent.add_child(instance=org)
        org.save_revision(user=demo.user).publish()
        orgs[org.display_name] = org
        if position < 2:
            parent = org
    index = models.ArticleIndexPage(title="活动报道", slug="articles")
    orgs["江滨区残疾人联合会"].add_child(instance=index)
    index.save_revision(user=demo.user).publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    old_root = site.root_page if site.root_page_id else None
    site.hostname, site.port = host_and_port()
    site.site_name, site.root_page = "江滨区残联", orgs["江滨区残疾人联合会"]
    site.save()
    if old_root is not None and old_root.slug == "home" and not old_root.get_children().exists():
        old_root.delete()
    for org in orgs.values():
        org.refresh_from_db()
    return orgs


def make_venue(demo: Demo, facts: dict[str, Any]) -> Any:
    values = {key: value for key, value in facts.items() if key not in ("facilities", "photos")}
    venue = models.Venue(**values)
    venue.facilities = [
        models.VenueFacility(facility=facility, state=state, note=note)
        for facility, state, note in facts["facilities"]
    ]
    for position, (scene, alt_text) in enumerate(facts.get("photos", ())):
        image = store_image(draw_picture(scene, position), "entrance.jpg", title=alt_text, user=demo.user)
        venue.photos.add(models.VenuePhoto(image=image, alt_text=alt_text))
    venue.save()
    return venue
