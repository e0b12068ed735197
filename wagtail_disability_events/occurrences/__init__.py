"""The facts: when, where, status. Projected from pages at publish."""
