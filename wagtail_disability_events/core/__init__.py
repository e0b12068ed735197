"""Settings, encryption, dates, page models by name, limits, fetching, headers. Nothing of the domain; only
``security_headers`` and ``client_address`` know requests and responses, and no rule imports them."""
