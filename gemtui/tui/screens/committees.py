"""stub"""
from gemtui.tui.screens.tabbed import Tabbed
class Committees(Tabbed):
    number = 4
