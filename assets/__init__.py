"""Icons, translations and other data files of the window."""
