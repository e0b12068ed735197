"""How many places there are, how many are left, whether one may sign up. Nothing that takes one."""
