"""Catalogues of the policy, of UN-SWAP and of the Union, as TOML in the package, and their readers.

Names load with first use; but for some that are named as their modules are, which would hide them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gemtui.reference.checklists import (
    AssessmentQuestion,
    ImageCheck,
    assessment_questions,
    checklists,
    image_checks,
    markers,
)
from gemtui.reference.crosswalk import Link, crosswalk, is_crosswalk, links_after, links_before
from gemtui.reference.frameworks import (
    LEVELS,
    RATINGS,
    Framework,
    Indicator,
    Measure,
    Rating,
    framework_at,
    framework_of_year,
    frameworks,
    indicators,
    is_framework,
    own_frameworks,
    ratings,
    requirement_ids,
    requirement_texts,
    requirements,
)
from gemtui.reference.policy import Clause, LegalBasis, Policy, clauses, legal_bases, policy
from gemtui.reference.thresholds import Verdict, bands, thresholds, verdicts

if TYPE_CHECKING:
    from gemtui.reference.changing import Altered, altered
    from gemtui.reference.definitions import defined, definition
    from gemtui.reference.examination import catalogue_faults
    from gemtui.reference.fault import Fault
    from gemtui.reference.files import (
        CATALOGUES,
        PACKAGED,
        Catalogues,
        Given,
        age,
        in_use,
        load,
        reader,
        use,
        version_of,
    )
    from gemtui.reference.language import (
        INFORMATION_ONLY,
        LEVELS_OF,
        KeptWording,
        LanguageRule,
        LanguageScore,
        OwnLanguage,
        language_names,
        language_rules,
        language_score,
        own_language,
        own_language_faults,
        rule_languages,
    )
    from gemtui.reference.offers import catalogue, catalogue_names, codes
    from gemtui.reference.plausibility import Compared, Graded, Jump, compared, graded, jump
    from gemtui.reference.reporting import (
        REPORTING,
        Deadline,
        deadlines,
        set_for,
        union_due_on,
        usual,
        with_deadline,
        with_year,
    )
    from gemtui.reference.structure import (
        Body,
        Grade,
        Office,
        Sector,
        StudyGroup,
        bodies,
        contracts,
        grades,
        offices,
        sectors,
        study_groups,
    )

# fmt: off
HOMES: dict[str, tuple[str, ...]] = {
    "changing": ("Altered", "altered"),
    "definitions": ("defined", "definition"),
    "examination": ("catalogue_faults",),
    "fault": ("Fault",),
    "files": (
        "CATALOGUES", "PACKAGED", "Catalogues", "Given", "age", "in_use", "load", "reader", "use",
        "version_of",
    ),
    "language": (
        "INFORMATION_ONLY", "LEVELS_OF", "KeptWording", "LanguageRule", "LanguageScore", "OwnLanguage",
        "language_names", "language_rules", "language_score", "own_language", "own_language_faults",
        "rule_languages",
    ),
    "offers": ("catalogue", "catalogue_names", "codes"),
    "plausibility": ("Compared", "Graded", "Jump", "compared", "graded", "jump"),
    "reporting": (
        "REPORTING", "Deadline", "deadlines", "set_for", "union_due_on", "usual", "with_deadline", "with_year",
    ),
    "structure": (
        "Body", "Grade", "Office", "Sector", "StudyGroup", "bodies", "contracts", "grades", "offices",
        "sectors", "study_groups",
    ),
}
# fmt: on
"""Names by the module in this room that has them; all but those above."""

WHERE = {name: module for module, names in HOMES.items() for name in names}

__all__ = [
    "CATALOGUES",
    "INFORMATION_ONLY",
    "LEVELS",
    "LEVELS_OF",
    "PACKAGED",
    "RATINGS",
    "REPORTING",
    "Altered",
    "AssessmentQuestion",
    "Body",
    "Catalogues",
    "Clause",
    "Compared",
    "Deadline",
    "Fault",
    "Framework",
    "Given",
    "Grade",
    "Graded",
    "ImageCheck",
    "Indicator",
    "Jump",
    "KeptWording",
    "LanguageRule",
    "LanguageScore",
    "LegalBasis",
    "Link",
    "Measure",
    "Office",
    "OwnLanguage",
    "Policy",
    "Rating",
    "Sector",
    "StudyGroup",
    "Verdict",
    "age",
    "altered",
    "assessment_questions",
    "bands",
    "bodies",
    "catalogue",
    "catalogue_faults",
    "catalogue_names",
    "checklists",
    "clauses",
    "codes",
    "compared",
    "contracts",
    "crosswalk",
    "deadlines",
    "defined",
    "definition",
    "framework_at",
    "framework_of_year",
    "frameworks",
    "graded",
    "grades",
    "image_checks",
    "in_use",
    "indicators",
    "is_crosswalk",
    "is_framework",
    "jump",
    "language_names",
    "language_rules",
    "language_score",
    "legal_bases",
    "links_after",
    "links_before",
    "load",
    "markers",
    "offices",
    "own_frameworks",
    "own_language",
    "own_language_faults",
    "policy",
    "ratings",
    "reader",
    "requirement_ids",
    "requirement_texts",
    "requirements",
    "rule_languages",
    "sectors",
    "set_for",
    "study_groups",
    "thresholds",
    "union_due_on",
    "use",
    "usual",
    "verdicts",
    "version_of",
    "with_deadline",
    "with_year",
]


def __getattr__(name: str) -> Any:
    if name not in WHERE:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{WHERE[name]}"), name)
    globals()[name] = found
    return found
