"""stub"""
from gemtui.tui.screens.tabbed import Tabbed
class ActionPlan(Tabbed):
    number = 2
