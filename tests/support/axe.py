"""What axe-core finds on a page: WCAG 2.2 AA and best practice, and AAA contrast where it is promised."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

AXE = Axe()

SETTLED = """() => Promise.race([
  new Promise(resolve => setTimeout(resolve, 2000)),
  Promise.allSettled(
    document.getAnimations()
      .filter(each => each.effect.getComputedTiming().endTime < 5000)
      .map(each => each.finished)
  ),
])"""


def findings(page: Page, *, enhanced_contrast: bool = False, only: str | None = None) -> list[str]:
    """One line a finding: the rule and where. Empty when the page is clean.

    ``enhanced_contrast`` adds WCAG 1.4.6 (7:1). ``only`` limits the look to a CSS selector: our own part
    of a page whose frame is Wagtail's.
    """
    page.evaluate(SETTLED)
    rules = {"color-contrast-enhanced": {"enabled": True}} if enhanced_contrast else {}
    options = {
        "runOnly": {"type": "tag", "values": _TAGS},
        "rules": rules,
        "resultTypes": ["violations"],  # of what is in order one element a rule is enough, which is quicker
    }
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    results = page.evaluate("([context, options]) => axe.run(context || document, options)", [only, options])
    return [
        f"{violation['id']}: {node['html'][:160]} — {node['failureSummary'][:200]}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
