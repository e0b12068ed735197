"""Operations on dates as staff carry them out, schedules as they are written, one more event like this one.

Above ``pages``. No partner's calendar: that is ``importing``.
"""
