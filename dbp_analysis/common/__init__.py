"""Errors, numbers, periods, texts, digests: nothing here knows communes, dossiers or schemes."""
