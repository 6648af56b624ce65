"""Start Metascope: the window, or a headless command."""

import multiprocessing
import sys

from gui.start import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
