"""Pages of the site: their addresses, what they show of a thing or of an answer, and the files that they need."""
