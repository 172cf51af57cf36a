"""The workflows that deliver events to webhooks: a lane for each webhook and ticket, in which order is kept."""
