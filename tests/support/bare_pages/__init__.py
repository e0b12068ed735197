"""A page of a site that knows nothing of us."""
