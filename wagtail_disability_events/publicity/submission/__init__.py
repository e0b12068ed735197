"""Submitting an article to the superior office (报送): a package, by download, by mail, or on this site.

No WeChat: that is channels/.
"""
