"""What editors compose: StreamField blocks, each with its template, preview and API form. No page type."""
