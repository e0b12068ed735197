"""What readers' requests are answered with: pages, feeds, files. The edge to HTTP.

Above ``mixins`` and ``listing``, below the page types, which hand their requests on. No rule.
"""
