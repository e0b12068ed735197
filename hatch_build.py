"""The long description of a package index: README.md with addresses that lead somewhere from there.

An index shows the text without the files beside it, so each relative link and picture gets an absolute
address below the project URL ``Source``.
"""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")


def long_description(text: str, source: str) -> str:
    """The text with every relative address below ``source``, the address of a repository on GitHub.

    >>> long_description("[Install](docs/install.md), [us](https://example.com)", "https://github.com/a/b")
    '[Install](https://github.com/a/b/blob/HEAD/docs/install.md), [us](https://example.com)'
    >>> long_description("![A list](docs/list.png)", "https://github.com/a/b")
    '![A list](https://github.com/a/b/raw/HEAD/docs/list.png)'
    """

    def absolute(found: re.Match[str]) -> str:
        if re.match(r"[a-z]+:|#", found["target"]):
            return found[0]
        shown = "raw" if found["picture"] else "blob"
        return f"{found['picture']}[{found['words']}]({source}/{shown}/HEAD/{found['target']})"

    return _LINK.sub(absolute, text)


class LongDescription(MetadataHookInterface):
    """Tells hatchling the long description; ``pyproject.toml`` names it as dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": long_description(text, metadata["urls"]["Source"]),
        }
