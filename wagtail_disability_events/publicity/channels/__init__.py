"""Ways in which an article gets out: WeChat official accounts, pushed to and published."""
