"""The windows: Qt Widgets that show what the core knows. Never SQL."""
