"""Written when the site is made: they depend on the version of Wagtail."""
