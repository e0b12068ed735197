"""The base template and the style sheet of a site that was there before us, with our pages inside."""
