"""Rows of sign-up. No rule that writes more than one row."""
