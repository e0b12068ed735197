"""Quotas, registrations, waiting list, access needs, attendance, messages."""
