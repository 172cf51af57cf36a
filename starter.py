"""The command line, as `sundial` runs it: `python starter.py --help`."""

from cli.entry import main

if __name__ == "__main__":
    main()
