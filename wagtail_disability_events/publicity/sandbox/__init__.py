"""A WeChat platform of one's own: for the demo, for trying out, and for tests. No import of the rest."""
