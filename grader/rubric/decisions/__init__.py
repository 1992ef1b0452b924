"""What people decided of single answers: a file of decisions beside the rubric, read strictly."""

# One decision, and all of a rubric with whom each is about.
from grader.rubric.decisions.decision_records import EVERYONE as EVERYONE
from grader.rubric.decisions.decision_records import Decision as Decision
from grader.rubric.decisions.decision_records import Decisions as Decisions
from grader.rubric.decisions.decision_records import decision_key as decision_key
from grader.rubric.decisions.decision_records import worth as worth

# The JSON Schema of such a file, for editors.
from grader.rubric.decisions.decision_schema import decisions_schema as decisions_schema

# What does not go with the rubric: steps that there are not, more points than a step has.
from grader.rubric.decisions.fit_check import decided_twice as decided_twice
from grader.rubric.decisions.fit_check import problem_with as problem_with
from grader.rubric.decisions.fit_check import unfit_decisions as unfit_decisions
from grader.rubric.decisions.fit_check import usable_decisions as usable_decisions

# YAML text -> decisions, or everything that is wrong with it, with lines.
from grader.rubric.decisions.strict_reading import decisions_in as decisions_in
