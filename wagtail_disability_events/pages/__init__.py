"""What editors publish: organisations with their listing, event pages, articles. No drafting, no review.

From the bottom: ``tree``, ``listing``, ``mixins``, ``duty``, ``site``, ``models``, ``publishing``, the API.
Each imports only what stands before it.
"""
