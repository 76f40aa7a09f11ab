"""The parts of the People page: a person's card, choosing by rules, changing many, doubles, what was done."""
