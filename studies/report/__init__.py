"""What a simulation came to, for people: in tables, in sentences, on a page."""
