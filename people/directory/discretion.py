"""What a fault may say of a file that holds addresses: never one of them, as a secret may stand in it in clear."""

from dataclasses import replace

from domain.contract.faults import Finding

_SCHEME = "://"
_ADDRESSED = ("address", "secret")


def discreet(finding: Finding) -> Finding:
    """The fault without what it quotes of an address, or of what stands in the place of one."""
    here = next((at for at, part in enumerate(finding.path) if _SCHEME in str(part)), len(finding.path))
    if here < len(finding.path):
        return Finding(finding.path[:here], "has an address for a key", "write a name there")
    if _SCHEME in finding.wrong:
        return replace(finding, wrong="holds an address, and none belongs there")
    if finding.path[-1:] and finding.path[-1] in _ADDRESSED and finding.wrong.endswith("does not fit"):
        return replace(finding, wrong="does not fit")
    return finding
