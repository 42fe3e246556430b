"""What all workers need and none changes: loaded by importing this, in the process that workers are forked from."""

from __future__ import annotations

from extract.registers import load_registers

REGISTERS = load_registers()
