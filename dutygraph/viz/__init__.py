"""Pages: one HTML file each, drawn from networks, that asks nothing of the internet."""
