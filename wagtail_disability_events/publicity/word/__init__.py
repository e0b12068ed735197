"""An article as a Word file in the form of official documents. No request, no row but the article's."""
