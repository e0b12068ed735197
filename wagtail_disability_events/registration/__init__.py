"""Sign-up from the first question to erasure. No page type, no photo, no article."""
