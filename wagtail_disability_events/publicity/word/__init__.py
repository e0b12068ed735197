"""An article as a Word file in the form of official documents."""
