"""The network as GraphML, which Gephi and yEd read. No Django."""

from typing import BinaryIO

import networkx

from relations.network.graph import Graph
from relations.text import one_line

# What XML cannot hold, even written as a number.
_NO_XML = str.maketrans("", "", "\ufffe\uffff")


def _words(text: str) -> str:
    return one_line(text).translate(_NO_XML)


def write(found: Graph, file: BinaryIO) -> None:
    """Write `found` into `file`; every tie is an edge with its kind, every body a node with name, kind and place."""
    graph = networkx.MultiGraph(name="Ufficio Relazioni")
    for key, node in found.nodes.items():
        graph.add_node(key, label=_words(node.label), kind=node.kind, place=_words(node.place), province=node.province)
    for tie in found.ties:
        graph.add_edge(tie.one, tie.other, kind=tie.kind, label=_words(tie.label), since=tie.since)
    networkx.write_graphml(graph, file, encoding="utf-8", prettyprint=False)
