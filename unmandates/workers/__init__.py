"""Workers: processes that answer, each with the store opened for reading, cut off from everything else, and killed when
they run too long.

::

    worker_pool (queue, deadlines, fair share)  ->  process (a worker, as its server sees it)  =>  entry_point (inside)
"""
