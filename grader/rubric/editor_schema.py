"""The JSON Schema of rubrics for editors: it completes what a TA types, and its hovers are docs.

It is made of the model that lint checks by. What that leaves open for an editor is said here: what
a key is where it is left out, what each word of a list means, which solvers there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.rubric.examples import EXAMPLES
from grader.rubric.schema_lookup import json_schema as model_schema
from grader.solvers import solver_names, variant_names

ID = "urn:stepgrader:rubric"
"""What the schema is known by, wherever it lies."""
DEFAULTS: Mapping[str, Any] = {
    "truncation": "accept",
    "minimum_figures": 2,
    "minimum_decimals": 3,
    "follow_through": 1.0,
    "follow_through_unless": "trivial",
    "slip_credit": 0.5,
    "entries": "share",
    "visibility": "visible",
    "units": "optional",
    "unit_credit": 0.5,
    "unsure": "if_right",
    "reveal": "reading",
    "reveal_when": "after_published",
    "answer": "number",
    "digits": "at_least",
}
"""What a key is where no level of the rubric says it."""
_SHOWN = {
    "visible": "at once",
    "hidden": "never; the platform then hides the student's total as well",
    "after_due_date": "from the due date on",
    "after_published": "once grades are published",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "answer": {
        "number": "a number, a vector or a matrix",
        "complex": "a complex number or a vector of them: 3+4i, 5∠53.13°",
        "choice": "one of the words under choices",
        "set": "several numbers or words, in any order",
        "sequence": "numbers or words one after the other: a path, a ranking",
        "interval": "two ends: [1.2, 3.4], 2.3 ± 1.1",
        "table": "the cells of the rows and columns that are named",
        "formula": "a formula in the question's symbols, equal at random values",
        "equation": "an equation in the question's symbols, equal up to a factor",
        "logic": "a formula of truth values, equal by its truth table",
        "review": "a text that people read",
    },
    "numbers": {
        "real": "formulas are over real numbers; i and j are letters like all others",
        "complex": "formulas are over complex numbers; i and j are the imaginary unit",
    },
    "reveal": {
        "nothing": "the verdict and the points alone",
        "reading": "what was read, and the slip in it",
        "expected": "also the expected value, in a row of its own",
        "solution": "also how it is worked out, each rule with the numbers put in",
    },
    "units": {
        "required": "a right number without its unit earns unit_credit",
        "optional": "a number without a unit is taken to be in the step's",
    },
    "unsure": {
        "if_right": "marked where it is right or follows, left to people otherwise",
        "accept": "always marked",
        "review": "always left to people",
    },
    "up_to": {
        "sign": "a vector and its negative are equal",
        "scale": "a vector and its multiples are equal",
        "order": "the order of entries or rows does not count",
        "constant": "a constant may be added, as to an antiderivative",
        "relabelling": "which whole number stands for which cluster does not count",
    },
    "ends": {
        "matter": "[0, 1) is another interval than [0, 1]",
        "any": "[0, 1) and [0, 1] are equal",
    },
    "form": {
        "cnf": "a product of sums: clauses joined by and",
        "dnf": "a sum of products: terms joined by or",
        "nand": "made of nand alone",
        "nor": "made of nor alone",
    },
    "follow_through_unless": {
        "trivial": "following earns nothing where it took no work, as after a zero",
        "never": "all of it counts",
    },
    "entries": {
        "share": "a matrix earns the share of its right entries",
        "all": "everything or nothing",
    },
    "truncation": {
        "accept": "0.53 is right for 0.539",
        "reject": "only the rounded 0.54 is",
    },
    "digits": {
        "at_least": "more digits may be given, if they round to these",
        "exactly": "just so many",
        "at_most": "no more than these",
    },
    "visibility": _SHOWN,
    "reveal_when": _SHOWN,
}
"""What each word means that a key may have."""
_STEP = {"label": "${1:y = w x}", "points": "${2:1}", "formula": "${3:w x}"}
SNIPPETS: Mapping[str, Any] = {
    "steps": {"${1:y}": _STEP},
    "misconceptions": [{"formula": "${1:w + x}", "feedback": "${2:This is the sum.}"}],
    "tests": [{"answers": {"${1:y}": "${2:0.41}"}, "expect": {"${1:y}": "${3:partial}"}}],
    "questions": {
        "${1:1a}": {"title": "$2", "parameters": {"${3:w}": 0.5}, "steps": {"${4:y}": _STEP}}
    },
}
"""What an editor puts in for a key that holds several."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a rubric, for editors."""
    schema: dict[str, Any] = _without_nulls(model_schema())
    for home in (schema, *schema["$defs"].values()):
        for key, value in home.get("properties", {}).items():
            _describe(key, value)
    _enumerate_solvers(schema["$defs"]["QuestionKeys"])
    return {
        "$schema": schema.pop("$schema"),
        "$id": ID,
        "title": "A rubric of stepgrader",
        **schema,
    }


def _without_nulls(schema: Any) -> Any:
    """A schema that offers no null for a key that may be left out, and no names of our classes."""
    if isinstance(schema, list):
        return [_without_nulls(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _without_nulls(value)
        for key, value in schema.items()
        if not (key == "default" and value is None)
        and not (key == "title" and isinstance(value, str))
    }
    return _beside_reference(_of_the_rest(_counted(kept)))


def _counted(schema: dict[str, Any]) -> dict[str, Any]:
    """The model counts the entries of what has words as if it were a text."""
    if "minLength" not in schema or "anyOf" not in schema:
        return schema
    least = {"array": "minItems", "object": "minProperties"}
    kept = {key: value for key, value in schema.items() if key != "minLength"}
    counts = [{**one, least[one["type"]]: schema["minLength"]} for one in schema["anyOf"]]
    return {**kept, "anyOf": counts}


def _of_the_rest(schema: dict[str, Any]) -> dict[str, Any]:
    """One of several, without null; no choice where one is left."""
    others = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(others) == len(schema.get("anyOf", ())):
        return schema
    kept = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**others[0], **kept} if len(others) == 1 else {**kept, "anyOf": others}


def _beside_reference(schema: dict[str, Any]) -> dict[str, Any]:
    """In draft 7 nothing counts that stands beside a reference."""
    if "$ref" not in schema or len(schema) == 1:
        return schema
    kept = {key: value for key, value in schema.items() if key != "$ref"}
    return {"allOf": [{"$ref": schema["$ref"]}], **kept}


def _describe(key: str, schema: dict[str, Any]) -> None:
    """Put into a key's schema what a hover and a completion say."""
    told = [schema.get("description", "")]
    words = WORDS.get(key, {})
    if words:
        told.append("\n".join(f"- `{word}`: {meaning}" for word, meaning in words.items()))
        _name_words(schema, words)
    if key in DEFAULTS:
        schema["default"] = DEFAULTS[key]
        told.append(f"Left out: `{_written(DEFAULTS[key])}`, or what the level above says.")
    if key in EXAMPLES:
        told.append(f"Example: `{key}: {EXAMPLES[key]}`")
    if key in SNIPPETS:
        schema["defaultSnippets"] = [{"label": key, "body": SNIPPETS[key]}]
    schema["markdownDescription"] = "\n\n".join(told)


def _name_words(schema: dict[str, Any], words: Mapping[str, str]) -> None:
    """Put the meaning of each word beside it; where a list of them is asked for, one may stand
    alone."""
    inner = schema.get("items", schema)
    inner["enumDescriptions"] = [words[word] for word in inner["enum"]]
    if inner is not schema:
        schema["anyOf"] = [inner, {"type": schema.pop("type"), "items": schema.pop("items")}]


def _written(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _enumerate_solvers(question: dict[str, Any]) -> None:
    """Name the solvers there are, and for each its variants."""
    variants = {name: list(variant_names(name)) for name in solver_names()}
    question["properties"]["solver"]["enum"] = list(variants)
    question["properties"]["variant"]["enum"] = sorted(
        {v for own in variants.values() for v in own}
    )
    question["allOf"] = [
        {
            "if": {"properties": {"solver": {"const": name}}, "required": ["solver"]},
            "then": {"properties": {"variant": {"enum": own} if own else False}},
        }
        for name, own in variants.items()
    ]
