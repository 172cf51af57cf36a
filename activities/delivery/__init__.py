"""The way of a letter: handed over, written in the words of its reader, sent, recorded, passed on."""
