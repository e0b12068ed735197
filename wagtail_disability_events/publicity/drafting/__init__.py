"""From the records of an event, or of a period, to a first draft; templates. Nothing gets out here."""
