"""Who works in the newsroom."""
