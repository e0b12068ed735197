"""Photos as files: sanitising, sizes, faces, the image library. No row of a person, no request."""
