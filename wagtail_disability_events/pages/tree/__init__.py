"""Questions about the page tree: organisations, restrictions, search text.

Below everything else in ``pages/``: no page type by import, no list, no request.
"""
