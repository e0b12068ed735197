"""Posters and covers in the admin. Drawing them is in the room posters/ of the package."""
