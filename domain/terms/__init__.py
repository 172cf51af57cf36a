"""What a contract means for one ticket: chosen by its request, resolved once at its opening."""
