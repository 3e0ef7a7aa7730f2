"""How far two label maps are the same; arrays of any one shape."""

OTHER_SIDE = {1: 2, 2: 1, 3: 4, 4: 3}


def dice(a, b):
    """Dice of two masks; NaN if both are empty."""
    total = a.sum() + b.sum()
    return float(2 * (a & b).sum() / total) if total else float("nan")


def wrong_side(predicted, labels):
    """Voxels that carry the name of the same bone of the other side."""
    return sum(int(((predicted == a) & (labels == b)).sum()) for a, b in OTHER_SIDE.items())
