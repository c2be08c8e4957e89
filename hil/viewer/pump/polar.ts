/** Returns the point at an angle and a radius: 0 deg is up, and angles grow clockwise. */
export function pointAt(deg: number, radius: number): readonly [number, number] {
  const rad = (deg * Math.PI) / 180;
  return [rounded(Math.sin(rad) * radius), rounded(-Math.cos(rad) * radius)];
}

/** Returns a path along a circle from one angle to another, clockwise if `toDeg` is larger. At most a turn. */
export function arcPath(fromDeg: number, toDeg: number, radius: number): string {
  return `M ${pointAt(fromDeg, radius).join(' ')} ${arcTo(fromDeg, toDeg, radius)}`;
}

/** Returns the part of a path that goes on along a circle. */
export function arcTo(fromDeg: number, toDeg: number, radius: number): string {
  const sweep = toDeg >= fromDeg ? 1 : 0;
  const turnedDeg = Math.abs(toDeg - fromDeg);
  const end = pointAt(toDeg, radius).join(' ');
  if (turnedDeg < 180) return `A ${radius} ${radius} 0 0 ${sweep} ${end}`;
  // Two arcs: one of more than half a turn would be drawn wrong when its ends nearly meet.
  const middleDeg = (fromDeg + toDeg) / 2;
  const middle = pointAt(middleDeg, radius).join(' ');
  return `A ${radius} ${radius} 0 0 ${sweep} ${middle} A ${radius} ${radius} 0 0 ${sweep} ${end}`;
}

/** Rounds to a hundredth, so that files stay short and equal on all machines. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
