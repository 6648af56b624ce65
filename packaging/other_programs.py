"""Programs that a packed Metascope starts (file manager, browser) find the system's libraries, not the packed ones."""

import os

if "LD_LIBRARY_PATH_ORIG" in os.environ:  # as PyInstaller keeps what was there
    os.environ["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH_ORIG"]
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
