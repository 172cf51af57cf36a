"""What people read: each announcement as a mail, a page and a short text, in the reader's own language and zone."""
