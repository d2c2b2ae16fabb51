"""stub"""
from gemtui.tui.screens.tabbed import Tabbed
class Indicators(Tabbed):
    number = 5
