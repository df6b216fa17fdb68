"""The triage pages: plain HTML that works without JavaScript."""
