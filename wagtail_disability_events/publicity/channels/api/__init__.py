"""Calls to the WeChat API of an official account."""
