"""Accessible events, sign-up, calendars, photos and WeChat articles for disability federations."""

__version__ = "0.1.0"
