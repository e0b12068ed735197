"""How the documentation is built: Markdown by MyST, the theme Furo."""

project = "wagtail-disability-events"
author = "The wagtail-disability-events developers"
copyright = author
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "wagtail-disability-events"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
