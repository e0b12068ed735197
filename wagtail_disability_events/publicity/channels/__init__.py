"""Ways in which an article gets out: WeChat official accounts, by a small client of our own."""
