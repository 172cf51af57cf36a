"""From letters to messages: the one about a ticket, the digest of many, and their forms as text and as a page."""
