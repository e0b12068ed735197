"""Accessible events, sign-up, calendars, photos and WeChat articles for disability federations."""

__version__ = "0.2.0"
