"""Send a grade, or that someone has begun, to the platform they came from (Assignment and Grade Services 2.0)."""

from datetime import UTC, datetime
from typing import cast

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService, TAssignmentsGradersData
from pylti1p3.exception import LtiException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector

from assistant.lti.errors import LtiError
from assistant.lti.network import PlatformSession
from assistant.lti.records import Launch, Service

FULL = 100
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


def send_grade(launch: Launch, registration: Registration, session: PlatformSession, score: float | None, label: str, comment: str) -> bool:
    """Send a grade; tell whether there was anywhere to send it.

    :param score: out of 100; None says that the work has begun.
    :param label: of the line of the grade book, if one must be made.
    :raises LtiError: if the platform cannot be reached, or refuses.
    """
    service = launch.service
    if service is None or SCORE not in service.scope:
        return False
    connector = ServiceConnector(registration, session)
    try:
        connector.get_access_token(service.scope)
        line = _line(launch, service, connector, label)
        if line is None:
            return False
        _grades(service.model_copy(update={"lineitem": line}), connector).put_grade(_grade(launch, score, comment))
    except requests.exceptions.JSONDecodeError as error:
        if connector._access_tokens:  # the grade is in: what the platform says of it does not matter
            return True
        raise LtiError("refused_grade", 502) from error
    except (LtiException, KeyError, TypeError, ValueError, AttributeError) as error:
        raise LtiError("refused_grade", 502) from error
    return True


def tag_of(scenario: str) -> str:
    """Return the mark by which we know a line of the grade book again."""
    return f"boussole-{scenario}" if scenario else "boussole"


def _line(launch: Launch, service: Service, connector: ServiceConnector, label: str) -> str | None:
    """Return the line of the grade book: that of the link, else ours, made if we may; None where there is none."""
    if service.lineitem:
        return service.lineitem
    grades = _grades(service, connector)
    if not service.lineitems or not grades.can_create_lineitem():
        return None
    wanted = LineItem().set_label(label).set_score_maximum(FULL).set_tag(tag_of(launch.scenario))
    return grades.find_or_create_lineitem(wanted).get_id()


def _grades(service: Service, connector: ServiceConnector) -> AssignmentsGradesService:
    told = {name: value for name, value in service.model_dump().items() if value}
    return AssignmentsGradesService(connector, cast(TAssignmentsGradersData, told | {"scope": list(service.scope)}))


def _grade(launch: Launch, score: float | None, comment: str) -> Grade:
    """Return what is sent: the moment to the millisecond, since a platform refuses an older one (AGS 2.0, 3.4.7)."""
    grade = Grade().set_user_id(launch.user).set_timestamp(datetime.now(UTC).isoformat(timespec="milliseconds"))
    if score is None:
        return grade.set_activity_progress("InProgress").set_grading_progress("NotReady")
    grade.set_score_given(round(min(max(score, 0.0), FULL), 2)).set_score_maximum(FULL)
    grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
    return grade.set_comment(comment) if comment else grade
