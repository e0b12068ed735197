"""Posters and covers, drawn from facts: no picture says what is not said in words beside it."""
