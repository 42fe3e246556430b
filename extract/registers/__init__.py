"""The registers: what experts know of treaties, bodies, instruments, verbs and sessions, as tables that they edit.

This package alone makes values of ``ontology/registers/*.csv`` (and of files of the same names in users' folders):
``files`` reads and checks cells, ``rows`` has a class for each file, ``loading`` lays users' rows over the project's
own, ``checks`` refuses what cannot be meant, ``collection`` is what the rest of the program asks.
"""

from __future__ import annotations

from extract.registers.collection import Registers
from extract.registers.files import RegisterError
from extract.registers.loading import load_registers, registers_folder
from extract.registers.rows import (
    FILES,
    RELATIONS,
    Alias,
    Body,
    Group,
    Instrument,
    Link,
    Session,
    Treaty,
    Verb,
    columns,
)  # fmt: skip

__all__ = [
    "FILES", "RELATIONS", "Alias", "Body", "Group", "Instrument", "Link", "RegisterError", "Registers", "Session",
    "Treaty", "Verb", "columns", "load_registers", "registers_folder",
]  # fmt: skip
