"""Covers and posters: what stands on them, how it is set in lines, how it is drawn.

Above ``occurrences``, below ``pages``: an event is known by what it says (``page.py``). No request, no view.
"""
