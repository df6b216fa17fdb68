"""Mail as text: taking apart, screening, whose words are whose, and the answer that we write."""
