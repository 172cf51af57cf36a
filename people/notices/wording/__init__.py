"""The words: texts in each language, dates as a reader writes them, names, and what people wrote made safe."""
