"""The parts of a form: each brings its fields, its checks and its share of the request."""
