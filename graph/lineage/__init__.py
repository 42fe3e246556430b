"""Lineage: where a text comes from and what became of it, computed over the documents that were read.

    documents ──features──> links between documents (drafts, series) ──> paragraphs aligned ──> chains of mandates

All of it is a function of the documents alone: the same documents give the same lineage, in whatever order they came.
"""
