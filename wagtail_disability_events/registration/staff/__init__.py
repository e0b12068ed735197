"""What staff see of sign-up: lists, one sign-up, needs, messages, exports. No rule."""
