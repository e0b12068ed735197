"""The admin page of an organisation's style and rules of articles, with samples of each theme.

The settings themselves are in ``style/``, which ``wechat/`` reads; this page shows what ``wechat/`` draws.
"""
