"""Other systems' webhooks: signed, read by a mapping file, kept once, and handed over to their tickets."""
