"""Posters and covers as pictures and PDF, drawn from words and codes they are given. No request."""
