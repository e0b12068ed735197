"""What has to be done as time passes: the jobs that rooms register, and running them. No job of a room."""
