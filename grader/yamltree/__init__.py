"""YAML and JSON text to a tree that keeps scalars as written, with the line of each."""

# the tree: what stands where, within bounds, or where the text breaks
# what YAML 1.1 takes a plain scalar for, without its surprises
from grader.yamltree.yaml_scalars import TrapText as TrapText
from grader.yamltree.yaml_scalars import typed as typed
from grader.yamltree.yaml_text import Mapping as Mapping
from grader.yamltree.yaml_text import Node as Node
from grader.yamltree.yaml_text import Scalar as Scalar
from grader.yamltree.yaml_text import Sequence as Sequence
from grader.yamltree.yaml_text import TextError as TextError
from grader.yamltree.yaml_text import Tree as Tree
from grader.yamltree.yaml_text import json_tree as json_tree
from grader.yamltree.yaml_text import yaml_tree as yaml_tree
