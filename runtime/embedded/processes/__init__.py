"""A server's process: started, ended, and found again by what the process before it left in the folder."""
