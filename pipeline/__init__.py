"""Notula: official Indonesian meeting documents from one structured record."""

__version__ = "0.1.0"
