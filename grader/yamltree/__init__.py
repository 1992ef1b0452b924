"""YAML and JSON text to a tree that keeps scalars as written, with the line of each."""

# the tree: what stands where, with its line
from grader.yamltree.nodes import Mapping as Mapping
from grader.yamltree.nodes import Node as Node
from grader.yamltree.nodes import Scalar as Scalar
from grader.yamltree.nodes import Sequence as Sequence

# what a text gave: its tree, or where it breaks
from grader.yamltree.read_tree import TextError as TextError
from grader.yamltree.read_tree import Tree as Tree

# what YAML 1.1 takes a plain scalar for, without its surprises
from grader.yamltree.yaml_scalars import TrapText as TrapText
from grader.yamltree.yaml_scalars import typed as typed

# a text to its tree, within bounds
from grader.yamltree.yaml_text import json_tree as json_tree
from grader.yamltree.yaml_text import yaml_tree as yaml_tree
