"""gemtui: gender equality accounting for field offices and headquarters."""

__version__ = "0.1.0"
