const FRAMES_PER_SECOND = 60;
/** Share of a step's time in which the rotor moves. It stands during the rest. */
const MOVING_SHARE = 0.35;
/** Highest step rate at which each step is drawn. */
const SEEN_STEPS_PER_SECOND = 12;

/** Course of an angle, with the pace of the page. */
export interface Turning {
  /** Angle by the mean course, which runs up to one step ahead. */
  readonly meanDeg: number;
  readonly degPerSecond: number;
  readonly speed: number;
  readonly stepDeg: number;
}

/** Returns the turn of a rotor between two pictures. */
export function turnPerFrameDeg({ degPerSecond, speed }: Pick<Turning, 'degPerSecond' | 'speed'>): number {
  return (degPerSecond * speed) / FRAMES_PER_SECOND;
}

/** Angle to draw: in steps while each is seen, else the mean course. */
export function shownDeg({ meanDeg, degPerSecond, speed, stepDeg }: Turning): number {
  const stepsPerSecond = (Math.abs(degPerSecond) * speed) / stepDeg;
  if (degPerSecond === 0 || stepsPerSecond > SEEN_STEPS_PER_SECOND) return meanDeg;
  const steps = meanDeg / stepDeg + 1e-9;
  const done = Math.floor(steps);
  if (done <= 0) return 0;
  const share = Math.min(1, (steps - done) / MOVING_SHARE);
  return (done - 1 + share * share * (3 - 2 * share)) * stepDeg;
}
