"""What those who send or find photos see. No rule."""
