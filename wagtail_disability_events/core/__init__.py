"""Settings, encryption, dates, page models by name, limits, fetching, headers. Nothing of the domain.

The edges ``security_headers``, ``client_address``, ``posted``, ``private_files`` and ``admin_mail`` know
requests, responses and the admin; no rule imports them.
"""
