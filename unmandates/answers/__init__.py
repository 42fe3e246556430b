"""Answers: what is asked becomes the bytes, media type and headers of a reply, from a store opened for reading.

There is no HTTP connection, no process and no clock in here: a worker of the server calls ``dispatch.answer``, and so
can a program that writes the pages of a site to files.
"""
