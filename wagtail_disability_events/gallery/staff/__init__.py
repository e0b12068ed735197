"""What staff see of photos: light table, one photo, faces, upload links. No rule."""
