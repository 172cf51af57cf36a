"""The HTTP API: one module for each group of operations, put together in `doors.http.app`."""
