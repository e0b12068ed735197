"""Photos on their way in: parts, queue, tasks. No screen."""
