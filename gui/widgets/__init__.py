"""Small reusable controls without knowledge of algorithms."""
