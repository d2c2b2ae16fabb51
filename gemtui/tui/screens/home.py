"""stub"""
from gemtui.tui.screens.tabbed import Tabbed, derived_tab
class Home(Tabbed):
    number = 1
    @property
    def tabs(self): return [derived_tab('action','All')]
