"""Checks of an article before its review: each finding has its place, its reason and, where safe, its fix."""
