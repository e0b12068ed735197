"""Articles from facts to readers: drafting, checks, review, WeChat, submission, ledger. No page type."""
