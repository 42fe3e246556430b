"""The registers: what experts know of treaties, bodies, instruments, verbs and sessions, as tables that they edit.

This package alone makes values of ``ontology/registers/*.csv`` (and of files of the same names in users' folders):
``register_files`` reads and checks cells, ``rows`` has a class for each file, ``loading`` lays users' rows over the
project's own, ``checks`` refuses what cannot be meant, ``compiled`` keeps what was loaded. The rest of the program asks
``collection`` (rows by key) and ``numbering`` (how organs number).
"""

from __future__ import annotations

from extract.registers.collection import Registers
from extract.registers.loading import load_registers, project_numbering, registers_folder
from extract.registers.numbering import ROMAN, SPECIAL, Form, Numbered, Numbering
from extract.registers.register_files import RegisterError
from extract.registers.rows import (
    FILES,
    RELATIONS,
    Alias,
    Body,
    Group,
    GroupForm,
    Instrument,
    Link,
    ListedWord,
    NumberForm,
    Session,
    SymbolSeries,
    Treaty,
    Verb,
    VerbEffect,
    columns,
)

__all__ = [
    "FILES", "RELATIONS", "ROMAN", "SPECIAL", "Alias", "Body", "Form", "Group", "GroupForm", "Instrument", "Link",
    "ListedWord", "NumberForm", "Numbered", "Numbering", "RegisterError", "Registers", "Session", "SymbolSeries",
    "Treaty", "Verb", "VerbEffect", "columns", "load_registers", "project_numbering", "registers_folder",
]  # fmt: skip
