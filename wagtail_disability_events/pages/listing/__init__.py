"""The list of dates: what is in memory, what is asked, which dates answer, how each is put into a line.

Above ``tree``. No page type by import, no request, no template.
"""
