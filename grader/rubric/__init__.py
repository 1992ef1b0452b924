"""A rubric's text to an assignment, or everything that is wrong with it, with lines."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # What people decided of single answers, in a file beside the rubric.
    from grader.rubric.decisions import EVERYONE as EVERYONE
    from grader.rubric.decisions import Decision as Decision
    from grader.rubric.decisions import Decisions as Decisions
    from grader.rubric.decisions import decided_twice as decided_twice
    from grader.rubric.decisions import decisions_in as decisions_in
    from grader.rubric.decisions import decisions_schema as decisions_schema
    from grader.rubric.decisions import problem_with as problem_with
    from grader.rubric.decisions import unfit_decisions as unfit_decisions
    from grader.rubric.decisions import worth as worth

    # Every student their own numbers: how they are drawn, with which key, and for whom.
    from grader.rubric.draws import MAX_ATTEMPTS as MAX_ATTEMPTS
    from grader.rubric.draws import SAMPLE_URN as SAMPLE_URN
    from grader.rubric.draws import Drawn as Drawn
    from grader.rubric.draws import Handout as Handout
    from grader.rubric.draws import LinkedDraws as LinkedDraws
    from grader.rubric.draws import NumberSource as NumberSource
    from grader.rubric.draws import OwnNumbers as OwnNumbers
    from grader.rubric.draws import QuestionDraws as QuestionDraws
    from grader.rubric.draws import Student as Student
    from grader.rubric.draws import Unfit as Unfit
    from grader.rubric.draws import UnknownStudentError as UnknownStudentError
    from grader.rubric.draws import are_usable as are_usable
    from grader.rubric.draws import draw_of as draw_of
    from grader.rubric.draws import handout_path as handout_path
    from grader.rubric.draws import is_draw as is_draw
    from grader.rubric.draws import key_path as key_path
    from grader.rubric.draws import linked_draws as linked_draws
    from grader.rubric.draws import number_source as number_source
    from grader.rubric.draws import read_handout as read_handout
    from grader.rubric.draws import read_key as read_key
    from grader.rubric.draws import student_named as student_named
    from grader.rubric.draws import write_handout as write_handout
    from grader.rubric.draws import write_new_key as write_new_key

    # The JSON Schema of rubrics for editors: it completes, and its hovers are docs.
    from grader.rubric.editor_schema import json_schema as json_schema

    # Reads a rubric file into an assignment, or reports everything wrong with it at once.
    from grader.rubric.load import DECISIONS as DECISIONS
    from grader.rubric.load import Examined as Examined
    from grader.rubric.load import assignment_of as assignment_of
    from grader.rubric.load import decisions_of as decisions_of
    from grader.rubric.load import decisions_path as decisions_path
    from grader.rubric.load import examined_text as examined_text
    from grader.rubric.load import holds_decisions as holds_decisions
    from grader.rubric.load import load_assignment as load_assignment
    from grader.rubric.load import rubric_text as rubric_text
    from grader.rubric.load import rubric_values as rubric_values
    from grader.rubric.load import rubrics_in as rubrics_in

    # YAML text -> a rubric's plain values, with the line of every path.
    from grader.rubric.plain_values import Path as Path
    from grader.rubric.plain_values import RubricSource as RubricSource
    from grader.rubric.plain_values import read_source as read_source
    from grader.rubric.plain_values import table_files as table_files
    from grader.rubric.plain_values import told_once as told_once

    # Which keys a rubric knows, asked of its model.
    from grader.rubric.schema_lookup import marking_keys as marking_keys

__getattr__ = on_demand(
    __name__,
    {
        "decisions": (
            "EVERYONE",
            "Decision",
            "Decisions",
            "decided_twice",
            "decisions_in",
            "decisions_schema",
            "problem_with",
            "unfit_decisions",
            "worth",
        ),
        "draws": (
            "Drawn",
            "Handout",
            "NumberSource",
            "OwnNumbers",
            "QuestionDraws",
            "Student",
            "Unfit",
            "UnknownStudentError",
            "MAX_ATTEMPTS",
            "SAMPLE_URN",
            "draw_of",
            "handout_path",
            "is_draw",
            "key_path",
            "number_source",
            "LinkedDraws",
            "are_usable",
            "linked_draws",
            "read_handout",
            "read_key",
            "student_named",
            "write_handout",
            "write_new_key",
        ),
        "editor_schema": ("json_schema",),
        "schema_lookup": ("marking_keys",),
        "load": (
            "DECISIONS",
            "Examined",
            "assignment_of",
            "decisions_of",
            "decisions_path",
            "examined_text",
            "holds_decisions",
            "load_assignment",
            "rubric_text",
            "rubric_values",
            "rubrics_in",
        ),
        "plain_values": (
            "Path",
            "RubricSource",
            "read_source",
            "table_files",
            "told_once",
        ),
    },
)
