"""stub"""
from gemtui.tui.screens.tabbed import Tabbed
class Exchange(Tabbed):
    number = 9
