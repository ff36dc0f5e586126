"""Identifiers: sixteen random bytes each, never time-ordered, so that an id says nothing of when."""

from typing import NewType

DistrictId = NewType("DistrictId", bytes)
SchoolId = NewType("SchoolId", bytes)
TeamId = NewType("TeamId", bytes)
QueueId = NewType("QueueId", bytes)
MemberId = NewType("MemberId", bytes)
ThreadId = NewType("ThreadId", bytes)
MessageId = NewType("MessageId", bytes)
OrganizationId = NewType("OrganizationId", bytes)
ServiceId = NewType("ServiceId", bytes)
LocationId = NewType("LocationId", bytes)
PlaceId = NewType("PlaceId", bytes)
PartnershipId = NewType("PartnershipId", bytes)
PacketId = NewType("PacketId", bytes)
SideId = NewType("SideId", bytes)
PartnerPersonId = NewType("PartnerPersonId", bytes)

ID_LENGTH = 16
