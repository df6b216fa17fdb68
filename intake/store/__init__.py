"""The database: tables, and the small verbs on them. Functions take a session and never commit."""
