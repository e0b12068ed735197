"""Values of sign-up: names, numbers, questions, kinds of message. No row, no query."""
