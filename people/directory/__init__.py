"""Who is told: a checked file of people, rotations, deputies and customers, asked as of an instant."""
