"""Huixiang (回响): an organisation listens, puts right what people raise, and can prove it."""

__version__ = "0.1.0"
