"""Photos as rows: who is on them, when they may be shown, who asked for removal. No pixel, no request."""
