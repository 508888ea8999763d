"""The link to a scenario that a trainer puts in a course: signed by us, carried to the platform by the browser."""

from typing import cast

from pylti1p3.deep_link import DeepLink, TDeepLinkData
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem

from assistant.lti.adapters import registration
from assistant.lti.grades import FULL, tag_of
from assistant.lti.keys import Key
from assistant.lti.records import Launch, Platform
from assistant.scenarios.records import Scenario
from corpus.base import Record


class Link(Record):
    """What the browser must post to the platform.

    :param address: where.
    :param message: signed.
    """

    address: str
    message: str


def link_to(scenario: Scenario, session: str, launch: Launch, platform: Platform, key: Key) -> Link:
    """Return the link to a scenario; with a line in the grade book where it will be marked.

    :param session: code of the session in which it is played; empty for none.
    :param launch: in which the platform asked for one.
    """
    assert launch.deep is not None  # the route refuses any other
    line = LineItem().set_label(scenario.title).set_score_maximum(FULL).set_resource_id(scenario.id).set_tag(tag_of(scenario.id))
    resource = (
        DeepLinkResource()
        .set_url(f"{platform.address}/lti/launch")
        .set_title(scenario.title)
        .set_custom_params({"scenario": scenario.id, "lang": scenario.language} | ({"session": session} if session else {}))
    )
    if session:
        resource.set_lineitem(line)
    deep = DeepLink(registration(platform, key), launch.deployment, cast(TDeepLinkData, launch.deep))
    message = {name: value for name, value in deep.get_message_jwt([resource]).items() if value is not None}
    return Link(address=launch.deep["deep_link_return_url"], message=str(deep.encode_jwt(message)))  # type: ignore[no-untyped-call]
