"""When something comes due: what the ticket's clock has counted, the deadlines ahead, silence, and time that passes."""
