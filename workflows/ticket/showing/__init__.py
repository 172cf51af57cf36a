"""What people see of a ticket in Temporal: search attributes, queries, the page in its UI."""
