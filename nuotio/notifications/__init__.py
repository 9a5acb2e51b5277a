"""Telling people, in their language: in the service, by mail, once."""
