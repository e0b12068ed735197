"""Every address, for every role: what is answered of one's own and of others'."""
