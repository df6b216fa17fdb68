"""Shows the whole road with sample mail: mail servers in this process, the real worker, the triage pages."""
