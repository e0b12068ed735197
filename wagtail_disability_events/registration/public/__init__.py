"""What residents see of sign-up: form, steps, groups, private page. No rule."""
