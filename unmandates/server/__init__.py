"""The server: HTTP in, answers out. It never reads the store and runs nothing that a client wrote.

::

    server (one process: routes, limits, log)  ->  workers (queue, deadlines, a process each)  ->  answers (a store)
"""
