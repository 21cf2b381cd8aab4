"""Search over archived documents: an index that is derived from `resmi/` and can be deleted any time.

Nothing is imported here: a question must be answered before most of Notula could be loaded.
"""
