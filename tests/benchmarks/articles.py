"""The numbers of articles: outputs of a large one, checks, language, pushes."""

import json
from collections.abc import Callable

from tests.support.site import RunningSite

Say = Callable[[str, float, str, float], None]
LIMITS = {"wechat": 0.060, "preflight": 0.150, "word": 0.500}
POSTER = 1.5
NAMES = {"wechat": "WeChat HTML", "preflight": "checks", "word": "Word file"}


def measure_articles(say: Say, site: RunningSite, script: Callable) -> None:
    """Everything about articles, on one site."""

    def inside(name: str, argument: str = "") -> dict:
        return json.loads(script(site, name, argument, module="inside_articles"))

    article = script(site, "large_article", module="inside_articles")
    found = inside("times_of", article)
    for name, limit in LIMITS.items():
        say(f"{NAMES[name]} of 40 blocks and 30 photos, beside what is promised", found[name], "s", limit)
    say("WeChat HTML, beside the blocks of the web page", found["wechat"], "s", found["web"])
    say("WeChat HTML, beside the whole web page", found["wechat"], "s", found["page"])
    for name in ("cover", "square", "portrait", "a4", "pdf"):
        say(f"poster: {name}, beside what is promised", found[name], "s", POSTER)
    say("its characters in WeChat", found["characters"], "characters", 20_000)
    say("its advice where to divide it", found["advice"], "findings", int(found["characters"] >= 20_000))
    say("its bytes in WeChat", found["bytes"], "bytes", 1_000_000)
    looks = inside("looks", article)
    say("findings of the checker in three themes, length aside", looks["themes"], "findings", 3)
    say("false alarms in the demo's articles", looks["alarms"], "findings", looks["articles"])
    language = inside("language")
    say("language: recall over 50 sentences that hurt", language["recall"], "share", 1)
    say("language: precision with 50 innocent ones", language["precision"], "share", 1)
    pushed = inside("pushes")
    for name, count, expected in zip(
        ("first push", "second push", "after one photo changed"), pushed["uploads"], (31, 31, 31), strict=True
    ):
        say(f"uploads: {name}", count, "uploads", expected)
    say("drafts after three pushes", pushed["drafts"], "drafts", 1)
    killed = inside("killed", str(site.var_dir))
    say("killed after each step: processes", killed["killed"], "processes", 32)
    say("killed after each step: uploads, beside different pictures", killed["uploads"], "uploads", 31)
    say("killed after each step: drafts", killed["drafts"], "drafts", 1)
