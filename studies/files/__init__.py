"""Files of incidents that other programs wrote, read row by row."""
