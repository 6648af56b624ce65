"""One plot or picture each, fed by classes of events; views do not know one another."""
