"""Photos taken back after an article with them went to WeChat: what somebody has to remove there by hand.

No call to WeChat: somebody removes it there.
"""
