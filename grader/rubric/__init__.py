"""A rubric's text to an assignment, or everything that is wrong with it, with lines."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # Which keys a rubric knows, asked of its model.
    # Reads a rubric file into an assignment, or reports everything wrong with it at once.
    from grader.rubric.load import Examined as Examined
    from grader.rubric.load import examined_text as examined_text
    from grader.rubric.load import load_assignment as load_assignment
    from grader.rubric.load import rubric_text as rubric_text

    # YAML text -> a rubric's plain values, with the line of every path.
    from grader.rubric.plain_values import Path as Path
    from grader.rubric.plain_values import RubricSource as RubricSource
    from grader.rubric.plain_values import is_number as is_number
    from grader.rubric.plain_values import read_source as read_source
    from grader.rubric.plain_values import table_files as table_files
    from grader.rubric.plain_values import told_once as told_once
    from grader.rubric.schema_lookup import json_schema as json_schema
    from grader.rubric.schema_lookup import marking_keys as marking_keys

__getattr__ = on_demand(
    __name__,
    {
        "schema_lookup": ("json_schema", "marking_keys"),
        "load": ("Examined", "examined_text", "load_assignment", "rubric_text"),
        "plain_values": (
            "Path",
            "RubricSource",
            "is_number",
            "read_source",
            "table_files",
            "told_once",
        ),
    },
)
