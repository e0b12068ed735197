"""What an article says, for every output but the web: parts, plain text, pictures, gaps. No markup."""
