"""stub"""
from gemtui.tui.screens.tabbed import Tabbed
class FocalPoints(Tabbed):
    number = 3
