"""What a message says, written at the moment of sending from the streams of its tickets."""
