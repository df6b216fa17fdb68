"""The only door to spaCy: text in, sentences with the probability of each speech act out."""
