"""Accuracy of the text engine on labelled texts: metrics, peers and floor scores."""
