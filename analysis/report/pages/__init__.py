"""An executed notebook to one HTML page and one PDF, both from one plain tree."""
