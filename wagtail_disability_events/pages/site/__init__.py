"""What readers see: views, feeds, posters, structured data. No rule."""
