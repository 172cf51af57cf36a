"""What an incident's record says, row by row: who works on it, how urgent it is, and what nobody filled in."""

from datetime import datetime

from studies.synthetic.chance import Chance
from studies.synthetic.lifecycle import Step

UNKNOWN = "?"
MINUTE = "%d-%m-%Y %H:%M"

URGENCIES = {
    **{("2 - Medium", "2 - Medium"): 830, ("3 - Low", "3 - Low"): 65, ("2 - Medium", "3 - Low"): 20},
    **{("3 - Low", "2 - Medium"): 10, ("1 - High", "2 - Medium"): 20, ("2 - Medium", "1 - High"): 20},
    **{("1 - High", "1 - High"): 30, ("3 - Low", "1 - High"): 5},
}
PRIORITIES = {2: "1 - Critical", 3: "2 - High", 4: "3 - Moderate", 5: "4 - Low", 6: "4 - Low"}
"""By impact and urgency in sum."""
CHANNELS = {"Phone": 950, "Self service": 25, "Email": 15, "Direct opening": 6, "IVR": 4}
COUNTS = {1: 866, 2: 66, 3: 25, 4: 10, 6: 8, 9: 7, 12: 10, 20: 6, 45: 2}
"""How far the counter of changes goes from one row to the next: most of what is changed is not exported."""

SYSTEM = "Updated by 900"
CALLERS, PEOPLE, RESOLVERS, GROUPS, LOCATIONS = 5_000, 500, 240, 75, 230
MISSING = {
    **{"caller_id": 10, "opened_by": 92, "location": 14, "category": 10, "subcategory": 2, "u_symptom": 320},
    **{"cmdb_ci": 995, "assignment_group": 15, "assigned_to": 350, "problem_id": 970, "rfc": 985},
    **{"vendor": 1000, "caused_by": 996, "closed_code": 12},
}
"""Of a thousand incidents, how many begin without it; a few never have it."""
HANDED_ON, TAKEN, RANKED, REFILED, CONFIRMED, WITHDRAWN = 190, 120, 45, 25, 8, 100
CONFIRMED_AT_THE_END = 200
NEW_OWNER = {"the same": 500, "another": 300, "nobody": 200}


class Record:
    """The cells of one incident as they stand, and as each step changes them."""

    def __init__(self, number: str, opened: datetime, created: datetime, chance: Chance) -> None:
        self._chance = chance
        self._cells = {
            "number": number,
            "incident_state": "New",
            "active": "TRUE",
            **{"reassignment_count": "0", "reopen_count": "0", "sys_mod_count": "0", "made_sla": "TRUE"},
            "caller_id": f"Caller {chance.few(CALLERS)}",
            "opened_by": f"Opened by  {chance.few(PEOPLE)}",
            "opened_at": opened.strftime(MINUTE),
            "sys_created_by": f"Created by {chance.few(PEOPLE)}",
            "sys_created_at": created.strftime(MINUTE),
            **{"sys_updated_by": UNKNOWN, "sys_updated_at": UNKNOWN},
            "contact_type": chance.of(CHANNELS),
            "location": f"Location {chance.few(LOCATIONS)}",
            **self._filed(),
            "cmdb_ci": f"cmdb_ci {chance.few(50)}",
            **self._ranked(),
            "assignment_group": f"Group {chance.few(GROUPS)}",
            "assigned_to": f"Resolver {chance.few(RESOLVERS)}",
            **{"knowledge": "TRUE", "u_priority_confirmation": "FALSE", "notify": "Do Not Notify"},
            "problem_id": f"Problem ID  {chance.few(250)}",
            "rfc": f"CHG{chance.few(2_000):07d}",
            "vendor": UNKNOWN,
            "caused_by": f"CHG{chance.few(2_000):07d}",
            "closed_code": f"code {chance.few(17)}",
            "resolved_by": f"Resolved by {chance.few(RESOLVERS)}",
            **{"resolved_at": UNKNOWN, "closed_at": UNKNOWN},
        }
        self._cells |= {name: UNKNOWN for name, per_mille in MISSING.items() if chance.happens(per_mille)}
        if self._cells["category"] == UNKNOWN:
            self._cells["subcategory"] = UNKNOWN
        if chance.happens(290):
            self._cells |= {"sys_created_by": UNKNOWN, "sys_created_at": UNKNOWN}

    def first(self, step: Step) -> dict[str, str]:
        """The first row."""
        return self._written(step)

    def next(self, step: Step) -> dict[str, str]:
        """The row of a later step, with what else changed."""
        cells, before, chance = self._cells, self._cells["incident_state"], self._chance
        cells["sys_mod_count"] = f"{int(cells['sys_mod_count']) + chance.of(COUNTS)}"
        if before == "Resolved" and step.state not in ("Resolved", "Closed"):
            cells["reopen_count"] = f"{int(cells['reopen_count']) + 1}"
            cells["u_priority_confirmation"] = "FALSE"
        if step.state == "Closed":
            cells["active"] = "FALSE"
        elif not step.by_system:
            self._change(ending=step.state == "Resolved" != before)
        return self._written(step)

    def _change(self, *, ending: bool) -> None:
        cells, chance = self._cells, self._chance
        if chance.happens(HANDED_ON):
            cells["assignment_group"] = f"Group {chance.few(GROUPS)}"
            cells["reassignment_count"] = f"{int(cells['reassignment_count']) + 1}"
            owner = chance.of(NEW_OWNER)
            if owner != "the same":
                cells["assigned_to"] = UNKNOWN if owner == "nobody" else f"Resolver {chance.few(RESOLVERS)}"
        elif cells["assigned_to"] == UNKNOWN and chance.happens(TAKEN):
            cells["assigned_to"] = f"Resolver {chance.few(RESOLVERS)}"
        if not ending and chance.happens(RANKED):
            cells |= self._ranked()
        if chance.happens(REFILED):
            cells |= self._filed()
        if chance.happens(CONFIRMED_AT_THE_END if ending else CONFIRMED):
            cells["u_priority_confirmation"] = "TRUE"
        elif cells["u_priority_confirmation"] == "TRUE" and chance.happens(WITHDRAWN):
            cells["u_priority_confirmation"] = "FALSE"

    def _ranked(self) -> dict[str, str]:
        impact, urgency = self._chance.of(URGENCIES)
        return {"impact": impact, "urgency": urgency, "priority": PRIORITIES[int(impact[0]) + int(urgency[0])]}

    def _filed(self) -> dict[str, str]:
        few = self._chance.few
        return {
            "category": f"Category {few(58)}",
            "subcategory": f"Subcategory {few(250)}",
            "u_symptom": f"Symptom {few(520)}",
        }

    def _written(self, step: Step) -> dict[str, str]:
        self._cells |= {
            "incident_state": step.state,
            "sys_updated_by": SYSTEM if step.by_system else f"Updated by {self._chance.few(PEOPLE)}",
            "sys_updated_at": step.at.strftime(MINUTE),
        }
        return dict(self._cells)
