"""A site in the manner of Wagtail's bakerydemo: two languages, two hosts, own images and forms."""
