"""The numbers by which a pool of workers is run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """How a pool shares its workers; times in seconds. What each number does: see ``worker_pool``."""

    workers: int
    slow: int
    spare: int
    queue: int
    brief: float
    deadline: float
    patience: float
