"""What a message is about: rules and model are witnesses, weighed in one place."""
