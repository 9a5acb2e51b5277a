"""What is taken along: reports that screen readers read, and tables that spreadsheets open.

A room says what it tells as data; how such a document looks and what makes it readable is here.
"""
