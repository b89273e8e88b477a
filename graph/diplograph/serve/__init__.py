"""A build answered over HTTP: the page, SPARQL 1.1 Protocol, and a page or RDF for every thing.

    diplograph serve exports

Nothing can be changed through it. Each query runs in a process of its own that ends with it, so that none of them,
however meant, takes the server along.
"""

from diplograph.serve.command import serve

__all__ = ["serve"]
