"""What each command does to a life by brute force."""

from tests.domain.given.brute_force import Counter, Life

Deed = tuple[str, str]
"""A command's kind, and to whom or what."""


def do(life: Life, deed: Deed) -> None:
    """The life after a command; one that cannot be leaves it as it is."""
    kind, what = deed
    if life.status == "closed" or (kind == "phone" and life.priority not in life.rules.on_call):
        return
    _do(life, kind, what)
    life.look_whether_it_rings()


def _do(life: Life, kind: str, what: str) -> None:
    if life.status == "resolved":
        _resolved(life, kind, what)
    elif kind in ("wait", "respond", "party", "stop"):
        _waits(life, kind, what)
    elif kind == "priority" and what != life.priority:
        life.priority = what
        life.new_row()
    elif kind == "acknowledge":
        life.acknowledged = life.in_charge = True
        _keep(life, "reaction")
        _answer(life, what)
    elif kind == "confirm":
        _keep(life, "notification")
    elif kind == "escalate":
        _escalate(life, what)
    elif kind == "phone":
        _heard(life)
        _phone(life)
    elif kind in ("resolve", "close"):
        _end(life, kind)


def _end(life: Life, kind: str) -> None:
    life.ends("resolved" if kind == "resolve" else "closed")
    life.waits.clear()
    life.silent = None
    life.solved = Counter([life.now])


def _resolved(life: Life, kind: str, what: str) -> None:
    if kind == "close" or (kind == "respond" and what == "accepts"):
        life.ends("closed")
    elif kind in ("reopen", "respond", "phone") or (kind == "escalate" and what == "customer"):
        life.status, life.solved = "open", None
        if kind == "phone":
            _phone(life)
        if kind == "escalate":
            _escalate(life, what)


def _waits(life: Life, kind: str, what: str) -> None:
    if kind == "wait" and what not in life.waits:
        life.waits.add(what)
        if what == "customer":
            life.silent, life.reminded, life.stepped, life.proposed = Counter([life.now]), 0, 0, None
    elif kind == "respond":
        _heard(life)
    elif kind == "party":
        life.waits -= {what} if what else life.waits - {"customer"}
    elif kind == "stop":
        _heard(life)
        life.waits.clear()


def _heard(life: Life) -> None:
    life.waits.discard("customer")
    life.silent = None


def _phone(life: Life) -> None:
    if not life.on_call:
        # Whoever has it in charge at the office is not who is called at night.
        life.on_call, life.in_charge = True, False


def _keep(life: Life, name: str) -> None:
    if name in life.promises and life.promises[name].state == "running":
        life.promises[name].state = "kept"


def _answer(life: Life, level: str) -> None:
    if level in life.answers and life.answers[level].state == "running":
        life.answers[level].state = "kept"


def _escalate(life: Life, by: str) -> None:
    levels = life.rules.levels
    target = 1 if by == "customer" else 2
    if by != "customer" and life.level < 1:
        return
    if by == "customer":
        _heard(life)
    name = levels[target]
    if target > life.level:
        skipped = levels[life.level + 1 : target]
        life.facts.append(("asked", life.now, levels[life.level], name, skipped, by))
        life.level = target
    elif name in life.answers and life.answers[name].state != "running":
        life.facts.append(("asked", life.now, name, name, (), by))
    else:
        return
    life.answers[name] = Counter([life.now], life.rules.answers[name][1])
