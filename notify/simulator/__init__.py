"""A simulated Twilio on this machine, stateful as the real one: the demo's carrier, and the tests'."""

from notify.simulator.behaviour import Fault, Order, Phone
from notify.simulator.simulator import Simulator

__all__ = ["Fault", "Order", "Phone", "Simulator"]
