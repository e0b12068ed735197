"""What an article says, for every output but the web: its parts, plain text, pictures, gaps."""
