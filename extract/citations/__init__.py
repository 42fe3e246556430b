"""Citations: find every mention of a document, treaty or instrument, then resolve its target."""
