"""One file per dataset; each describes itself and is found by the catalogue."""
