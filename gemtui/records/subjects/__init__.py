"""KINDS: the one list of what is recorded, in the order of spec/records.md."""

from gemtui.records.subjects.committees import Committee, Composition, Meeting, Seat
from gemtui.records.subjects.exchange import Evidence, Receipt, Remark, Submission
from gemtui.records.subjects.focal_points import FocalPoint, GemGroup, GroupMember
from gemtui.records.subjects.governance import GovernanceItem, LegalBasis, ResourceLine
from gemtui.records.subjects.indicators import EntityRating, IndicatorEntry
from gemtui.records.subjects.monitoring import ActionProgress, MonitoringRound
from gemtui.records.subjects.people import OfficeUnit, Person
from gemtui.records.subjects.plan import Action, ActionPlan
from gemtui.records.subjects.programmes import GoodPractice, Programme, ProgrammeAssessment
from gemtui.records.subjects.record import Record
from gemtui.records.subjects.recruitment import RecruitmentExercise
from gemtui.records.subjects.remedies import RemedialAction
from gemtui.records.subjects.reviews import DocumentReview, PolicyReview
from gemtui.records.subjects.staff import CultureSurvey, HRMeasure, StaffingSnapshot, TrainingRecord

__all__ = ["KINDS"]

KINDS: tuple[type[Record], ...] = (
    OfficeUnit,
    Person,
    FocalPoint,
    GemGroup,
    GroupMember,
    Meeting,
    ActionPlan,
    Action,
    ActionProgress,
    MonitoringRound,
    Committee,
    Seat,
    Composition,
    IndicatorEntry,
    EntityRating,
    RemedialAction,
    StaffingSnapshot,
    RecruitmentExercise,
    HRMeasure,
    TrainingRecord,
    CultureSurvey,
    Programme,
    ProgrammeAssessment,
    GoodPractice,
    GovernanceItem,
    ResourceLine,
    LegalBasis,
    DocumentReview,
    PolicyReview,
    Evidence,
    Submission,
    Receipt,
    Remark,
)
