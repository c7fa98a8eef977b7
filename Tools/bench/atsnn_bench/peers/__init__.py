"""Peer engines: one module each; `registry` names them."""
