"""Beginnings of our addresses in Wagtail's admin."""

BASE = "disability-events"
EVENT = f"{BASE}/<int:event_id>"
ORGANISATION = f"{BASE}/organisation/<int:page_id>"
ARTICLE = f"{BASE}/article/<int:article_id>"
