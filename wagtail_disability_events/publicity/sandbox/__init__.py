"""A WeChat platform of one's own: for the demo, for trying things out, and for the tests."""
