"""Akoma Ntoso as the United Nations publishes it (AKN4UN): the XML becomes text with blocks, its metadata values."""

from extract.read.akoma_ntoso.reader import read_akoma_ntoso
from extract.read.akoma_ntoso.tree import looks_like_akoma_ntoso

__all__ = ["looks_like_akoma_ntoso", "read_akoma_ntoso"]
