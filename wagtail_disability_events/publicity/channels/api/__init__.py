"""Calls to the WeChat API of an official account. Pushing and publishing, which decide what is called, are above."""
