"""The door: who is there, on a phone. No list of sign-ups for the office."""
