"""What sign-up tells other rooms, which listen with receivers of their own."""

from django.dispatch import Signal

photo_consent_changed = Signal()
"""Sent with ``registration``, in the transaction, when somebody allows photos of them or takes that back."""
