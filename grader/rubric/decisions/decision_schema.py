"""The JSON Schema of a file of decisions, by which editors complete and check it."""

from __future__ import annotations

from typing import Any

from grader.rubric.decisions.decision_records import EVERYONE

_NAME = {"type": ["string", "integer"]}
_PROPERTIES: dict[str, dict[str, Any]] = {
    "step": {"type": "string", "pattern": r".+\..+", "description": "Question and step: 2b.loss."},
    "student": {
        "anyOf": [_NAME, {"type": "array", "items": _NAME, "minItems": 1}],
        "description": "An e-mail, a student id or a submission's name, or a list of them;"
        f" {EVERYONE} is the whole class. Of a group any member will do.",
    },
    "wrote": {
        "type": ["string", "number", "boolean"],
        "description": "All who wrote this: equal as mathematics, as `grader groups` has it.",
    },
    "credit": {
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "description": "A share of the points.",
    },
    "points": {"type": "number", "minimum": 0, "description": "Points, in place of a share."},
    "reason": {"type": "string", "minLength": 1, "description": "A sentence, which students read."},
    "by": {"type": "string", "description": "Who decided; students do not see it."},
    "date": {"type": "string", "format": "date", "description": "When: 2026-11-29."},
}


def decisions_schema() -> dict[str, Any]:
    """The schema of a list of decisions."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Decisions of people beside a rubric",
        "type": "array",
        "items": {
            "type": "object",
            "properties": _PROPERTIES,
            "additionalProperties": False,
            "required": ["step", "reason"],
            "allOf": [
                {"oneOf": [{"required": ["credit"]}, {"required": ["points"]}]},
                {"anyOf": [{"required": ["student"]}, {"required": ["wrote"]}]},
            ],
        },
    }
