"""What the room keeps of a person: shown, exported, erased and forgotten by the room `privacy`.

What she wrote for herself goes with her. Plans, experiments and practices belong to the
organisation and stay whole; where she stood, a former mentor stands. In the order of erasing.
"""

from nuotio.plans.privacy import entries, plans, practices

__all__ = ["entries", "plans", "practices"]
