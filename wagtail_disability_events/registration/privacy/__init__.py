"""Consents withdrawn, data handed out, data erased. No screen."""
