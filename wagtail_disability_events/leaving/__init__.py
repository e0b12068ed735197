"""Taking everything of ours out of a site: what there is, what stands in the way, and removing it.

It knows every room and no room knows it. Nothing here is for editors.
"""
