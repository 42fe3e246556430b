"""What people read as a page or in a terminal: words once, two faces (text and HTML)."""
