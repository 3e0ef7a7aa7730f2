"""Simulated anatomy of pelvis and thighs: seeded, parametric, no patient data.

Frame: LPS millimetres, x to the patient's left, y to posterior, z to superior; the origin lies midway
between the centres of the femoral heads. Arrays are indexed [z, y, x].
"""
