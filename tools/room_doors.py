"""An import-linter contract: other rooms may not reach for a room's web side."""

import grimp
from importlinter import Contract, ContractCheck, fields, output


class RoomDoors(Contract):
    """Keep each room's private modules private to the room."""

    type_name = "room_doors"
    house = fields.StringField()
    private = fields.ListField(subfield=fields.StringField())
    may_enter = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 -- import-linter's own signature
        """Collect every import of a private module from another room."""
        house = str(self.house)
        guests = {f"{house}.{room}" for room in self._words(self.may_enter)}
        private = set(self._words(self.private))
        broken = [
            (importer, module)
            for room in graph.find_children(house)
            for module in _behind_doors(graph, room, private)
            for importer in graph.find_modules_that_directly_import(module)
            if _room_of(importer) not in {room, *guests}
        ]
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each import that goes through a wall."""
        for importer, module in check.metadata["broken"]:
            output.print_error(f"{importer} reaches through the wall for {module}", bold=False)

    @staticmethod
    def _words(field: object) -> list[str]:
        return [str(word) for word in field] if isinstance(field, list) else []


def _behind_doors(graph: grimp.ImportGraph, room: str, private: set[str]) -> list[str]:
    doors = [d for d in graph.find_children(room) if d.rpartition(".")[2] in private]
    return [module for door in doors for module in {door} | graph.find_descendants(door)]


def _room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])
