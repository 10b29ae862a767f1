"""The program: `dutygraph`, or `python -m dutygraph`."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from dutygraph import cli

    sys.exit(cli.run(sys.argv[1:]))


if __name__ == "__main__":
    main()
