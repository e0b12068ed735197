"""Workflows and forms of the forge are well formed; forms that people fill in speak Chinese too."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import yaml

from tests.support.site import ROOT

FORGE = ROOT / ".github"
KINDS = {
    "github-workflows": sorted(FORGE.glob("workflows/*.yml")),
    "github-issue-forms": sorted(
        set(FORGE.glob("ISSUE_TEMPLATE/*.yml")) - {FORGE / "ISSUE_TEMPLATE/config.yml"}
    ),
    "github-issue-config": [FORGE / "ISSUE_TEMPLATE/config.yml"],
    "dependabot": [FORGE / "dependabot.yml"],
    "readthedocs": [ROOT / ".readthedocs.yaml"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_file_is_what_the_forge_reads(kind):
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}"]
    done = subprocess.run([*check, *map(str, KINDS[kind])], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_workflow_may_only_read():
    for path in KINDS["github-workflows"]:
        assert yaml.safe_load(path.read_text())["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", KINDS["github-issue-forms"], ids=lambda path: path.stem)
def test_a_form_says_everything_in_english_and_in_chinese(path):
    form = yaml.safe_load(path.read_text())
    for text in [form["name"], form["description"], *texts(form["body"])]:
        assert re.search(r"[A-Za-z]{2}", text), f"no English: {text}"
        assert re.search(r"[\u4e00-\u9fff]", text), f"no Chinese: {text}"


def texts(body: list[dict]) -> Iterator[str]:
    """What is read out to somebody who fills in a form; examples of an answer aside."""
    for part in body:
        attributes = part["attributes"]
        yield from (attributes[key] for key in ("value", "label", "description") if key in attributes)
        for option in attributes.get("options", ()):
            yield option["label"] if isinstance(option, dict) else option


def test_a_barrier_is_told_with_two_answers():
    form = yaml.safe_load((FORGE / "ISSUE_TEMPLATE/accessibility-barrier.yml").read_text())
    needed = [part["id"] for part in form["body"] if part.get("validations", {}).get("required")]
    assert needed == ["wanted", "happened"]
