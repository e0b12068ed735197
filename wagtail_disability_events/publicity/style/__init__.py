"""How an organisation's articles look and are checked: settings, themes, colours. Nothing is drawn here."""
