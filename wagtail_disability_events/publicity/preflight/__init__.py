"""Checks of an article before its review: each finding says where, why and, where safe, how it is mended.

No decision: whether an article gets out is review/'s.
"""
