"""The graph on the web: a SPARQL endpoint, linked data and questions, answered by processes that can be ended.

::

    server (one process: routes, limits, log)  ->  lanes (queues, deadlines)  ->  workers (a read-only store each)

The server never touches the store and runs nothing that a client wrote; a worker does, without network, without leave
to write, with bounded memory, and is killed at its deadline.
"""
