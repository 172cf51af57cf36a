"""The command line, as `sundial` runs it: `python starter.py --help`."""

from doors.cli.entry import main

if __name__ == "__main__":
    main()
