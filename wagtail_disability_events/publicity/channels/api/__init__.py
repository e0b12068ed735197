"""Calls to the API of a WeChat official account. No state of a push, no screen."""
