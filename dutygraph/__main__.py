"""The program: `dutygraph`, or `python -m dutygraph`."""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Looking for garbage in what was only just imported takes a tenth of the start, at exit again.
    gc.set_threshold(100_000, 20, 100)
    from dutygraph import cli

    code = cli.run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
