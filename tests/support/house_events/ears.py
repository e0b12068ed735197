"""What this site does when a date changes: it remembers, for the test to look at."""

heard: list[str] = []


def changed(sender, occurrence, previous, **kwargs):
    heard.append(f"changed from {previous}")


def cancelled(sender, occurrence, reason, **kwargs):
    heard.append(f"cancelled: {reason}")
