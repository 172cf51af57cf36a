"""Who may come in, and what each may do: tokens, roles, identity providers."""
