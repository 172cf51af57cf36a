"""Synthetic incidents: exports as a ServiceNow instance writes them, of a company that does not exist.

They have the habits of a real one, so that whatever reads exports can be tried, tested and measured without anybody's
data. A seed gives the same bytes on every machine, today and later.
"""
