"""Sites that have more than us: each is installed beside the package and walked."""
