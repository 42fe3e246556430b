"""Word (.docx, Office Open XML): paragraphs become lines of text, with numbers, footnotes and links restored."""

from extract.read.word.word_reader import looks_like_word, read_word

__all__ = ["looks_like_word", "read_word"]
