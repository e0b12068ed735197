"""Three reviews before an article gets out (三审三校), on Wagtail's workflows. No check of words."""
