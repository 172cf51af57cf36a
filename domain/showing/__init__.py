"""What others are told of a ticket: where it stands, why, and who has to hear of it."""
