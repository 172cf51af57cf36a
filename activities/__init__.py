"""What workers do beside the workflow: decide (local), write the journal, announce."""
