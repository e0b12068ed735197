"""Ways in which an article gets out: official accounts of WeChat, pushed to and published. No rendering.

What an article looks like there is said in wechat/.
"""
