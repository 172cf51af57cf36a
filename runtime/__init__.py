"""What a process needs around the workflows: settings, servers, connections, logs."""
