"""Access needs of those who come, and whether they are arranged. No screen."""
