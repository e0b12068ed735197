"""What a calendar for people on duty holds: which dates, in which words, with which numbers.

Above ``mixins`` and ``tree``. No request: the secret address is answered by ``site``.
"""
