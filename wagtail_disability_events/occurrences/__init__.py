"""The facts of an event: when, where, status. No sign-up, no page type, no request."""
