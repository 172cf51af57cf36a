"""What a request asks for, and the terms that its ticket has by that."""
