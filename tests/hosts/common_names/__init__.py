"""A site whose own models have the names that anybody would choose."""
