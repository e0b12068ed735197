"""A push whose process is killed at every step ends as one draft, with every picture sent once."""

import json

from tests.support.site import RunningSite


def test_killed_after_each_of_32_steps_it_goes_on(site: RunningSite) -> None:
    said = site.manage(
        "shell", "-v0", "-c",
        "from tests.concurrency.pushing import killed_at_every_step; "
        f"print(killed_at_every_step({str(site.var_dir)!r}, 30))",
    )  # fmt: skip
    found = json.loads(said.splitlines()[-1])
    assert found == {"killed": 32, "state": "drafted", "uploads": 31, "different": 31, "drafts": 1}
