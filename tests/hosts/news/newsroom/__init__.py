"""A site in the manner of Wagtail's news template: below a path, own users, images, headers."""
