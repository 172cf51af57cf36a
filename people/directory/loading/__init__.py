"""From a file to the directory that it describes, every fault named, and what works there and is not safe."""
