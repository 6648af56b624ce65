"""One file per algorithm; each describes itself and is found by the catalogue."""
