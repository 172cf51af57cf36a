"""What other systems sent, as people look at it and play it again."""
