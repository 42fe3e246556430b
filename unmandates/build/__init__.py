"""Building the graph.

::

    files  ->  file_reading  ->  graphs  ->  builder            summary
    what       a file            its         all of it, with    what the user sees
    to read    read              graphs      the ledger

``file_reading`` and ``graphs`` are what the processes of a ``pool`` do (``worker`` makes them ready). Each is a
``worker_process``, ended and replaced where a file takes more than its ``file_limits``. ``stages`` says which of it
must be done again when the program changed.
"""
