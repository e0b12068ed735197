"""A site in several languages, whose pages are translated with Wagtail's simple_translation."""
