"""The verbs. Only here a transaction opens, and it is closed before anything is said to a mail server."""
