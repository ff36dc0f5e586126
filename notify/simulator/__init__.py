"""A simulated Twilio on this machine, stateful as the real one: the demo's carrier, and the tests'."""

from notify.simulator.behaviour import CALLS, CHANGES, READS, TEXTS, Fault, Manner, Order, Phone, Weather
from notify.simulator.simulator import Simulator

__all__ = [
    "CALLS",
    "CHANGES",
    "READS",
    "TEXTS",
    "Fault",
    "Manner",
    "Order",
    "Phone",
    "Simulator",
    "Weather",
]
