"""The application: commands, build, pages and server."""
