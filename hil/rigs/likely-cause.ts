/** Commanded and measured motion of a shaft. */
export interface SeenMotion {
  readonly commandedDeg: number;
  readonly measuredDeg: number;
  /** Largest difference that this rig cannot distinguish from zero. */
  readonly allowedDeg: number;
  readonly isCalibrated: boolean;
  /** Measured over commanded angle since the start of the run. Present if that angle is longer than this motion. */
  readonly runRatio?: number;
}

/** Ratios that result from a wrong gear or a wrong microstepping setting. */
const STEP_RATIOS = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 2, 4, 8, 16, 32];
/** Relative tolerance for a match with one of these ratios. */
const RATIO_SHARE = 0.06;
/** Above this ratio the measured direction has no meaning (assumed). */
const RATIO_SURE_MAX = 10;
/** Largest error of an encoder, as a share of the motion. */
const ENCODER_SHARE = 0.12;
/** Largest error of an encoder whose magnet is off centre (assumed). */
const ENCODER_ERROR_DEG_MAX = 6;

const REVERSED =
  'the shaft turns the other way: swap the wires of one coil, or set the motor direction (`CONF item=2`); an encoder that counts down looks the same';
const STANDING =
  'the shaft stands, or its encoder does not see it: check supply, driver, coupling and encoder magnet; a step rate above the limit of the motor (`CONF item=7`) makes it hum and stand';
const MISSED = 'the motor misses steps: step rate too high (`CONF item=7`), too much load or too little current';
const RETURNS =
  'the error returns each turn: the encoder is not calibrated, or its magnet moved (`rig check --calibrate`)';

/** Returns the causes that explain a shaft error, the most likely first, as a sentence without its full stop. */
export function likelyCause(motion: SeenMotion): string {
  const { commandedDeg, measuredDeg, allowedDeg } = motion;
  const ratio = commandedDeg === 0 ? Number.POSITIVE_INFINITY : measuredDeg / commandedDeg;
  if (Math.abs(measuredDeg) <= allowedDeg) return STANDING;
  // Far beyond the command the encoder may have lost turns, so the direction is unknown.
  if (Math.abs(ratio) > RATIO_SURE_MAX) return gearOf(Math.abs(ratio));
  if (ratio < 0) return isNear(ratio, -1) ? REVERSED : `${REVERSED}; and ${gearOf(-ratio)}`;
  if (isOfEncoder(motion)) return smallCause(motion, ratio);
  if (ratio > 1) return gearOf(ratio);
  return STEP_RATIOS.some((one) => isNear(ratio, one))
    ? `${gearOf(ratio)}; or ${MISSED}`
    : `${MISSED}; or ${gearOf(ratio)}`;
}

/**
 * Returns causes of a small error. Missed steps leave a shaft behind and never ahead. Encoder errors have either sign.
 */
function smallCause({ isCalibrated, runRatio }: SeenMotion, ratio: number): string {
  const gear = gearOf(runRatio ?? ratio);
  const growing = ratio > 1 ? gear : `${MISSED}; or ${gear}`;
  return isCalibrated ? `${growing}; or ${RETURNS}` : `${RETURNS}; or ${growing}`;
}

function isOfEncoder({ commandedDeg, measuredDeg }: SeenMotion): boolean {
  const errorDeg = Math.abs(measuredDeg - commandedDeg);
  return (
    errorDeg <= ENCODER_ERROR_DEG_MAX &&
    errorDeg <= ENCODER_SHARE * Math.max(Math.abs(commandedDeg), ENCODER_ERROR_DEG_MAX)
  );
}

/** Returns words for a wrong gear ratio. `ratio` is the measured angle over the commanded angle. */
function gearOf(ratio: number): string {
  const times = Number.isFinite(ratio)
    ? `turns ${Number(ratio.toPrecision(4))} times as far as the rig believes`
    : 'turns without a command';
  return `the gear ratio (\`CONF item=5\` and \`item=6\`) or the driver's microstepping is wrong: the shaft ${times}`;
}

function isNear(ratio: number, wanted: number): boolean {
  return Math.abs(ratio / wanted - 1) <= RATIO_SHARE;
}
