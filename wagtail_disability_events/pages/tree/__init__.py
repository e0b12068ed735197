"""Questions about the page tree: organisations, restrictions, search text. No page type by import."""
