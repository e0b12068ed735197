"""The form of an event: questions, versions, answers, files, drafts. Nothing that takes a place."""
