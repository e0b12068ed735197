"""Drafting articles from facts, and carrying them to WeChat."""
