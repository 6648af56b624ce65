"""The places of the window: where views are laid out and what a person does there."""
