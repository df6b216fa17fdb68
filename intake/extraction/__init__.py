"""From sentences to facts: on whose behalf, how many, in which unit, from when."""
