"""``lotse`` and ``python -m bot``: the command line."""

import sys

from bot.commands import run


def main() -> None:
    """Run the command of this process and end it with the command's exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
