"""Who is told, what they read, and how it reaches them."""
