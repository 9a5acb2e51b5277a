"""The look: layout, components, the template environment and the gallery."""
