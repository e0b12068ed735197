"""Settings, encryption, dates, page models by name, headers, limits, fetching. Nothing of the domain."""
