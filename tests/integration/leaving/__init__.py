"""What a site would lose without us."""
