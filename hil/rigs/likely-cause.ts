/** How a shaft turned while it was commanded to. */
export interface SeenMotion {
  readonly commandedDeg: number;
  readonly measuredDeg: number;
  /** Difference that the rig cannot tell from none. */
  readonly allowedDeg: number;
  readonly isCalibrated: boolean;
  /** Measured for commanded from the start of the run, where that is longer than this motion. */
  readonly runRatio?: number;
}

/** Ratios that a wrong gear or another microstepping of the driver gives. */
const STEP_RATIOS = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 2, 4, 8, 16, 32];
/** A ratio is one of those within this share of it. */
const RATIO_SHARE = 0.06;
/** A direction beyond this many times the command says nothing (assumed). */
const RATIO_SURE_MAX = 10;
/** An error below this share of the motion can be the encoder's own. */
const ENCODER_SHARE = 0.12;
/** An encoder with its magnet off the centre reads wrong by a few degrees at most (assumed). */
const ENCODER_ERROR_DEG_MAX = 6;

const REVERSED =
  'it turns the other way: swap the wires of one coil, or set the motor direction (CONF item=2); an encoder that counts down looks the same';
const STANDING =
  'it does not turn, or its encoder does not see it: check supply, driver, coupling and encoder magnet; a motor that is asked for more steps a second than it can make (CONF item=7) hums and stands';
const MISSED = 'steps are missed: too fast for the motor (CONF item=7), too much load or too little current';
const RETURNS =
  'an error that returns each turn: the encoder is not calibrated, or its magnet moved (rig check --calibrate)';

/** The causes that explain how a shaft missed its command, the likeliest first, as one sentence without its end. */
export function likelyCause(motion: SeenMotion): string {
  const { commandedDeg, measuredDeg, allowedDeg } = motion;
  const ratio = commandedDeg === 0 ? Number.POSITIVE_INFINITY : measuredDeg / commandedDeg;
  if (Math.abs(measuredDeg) <= allowedDeg) return STANDING;
  // Far beyond the command, turns may have been missed, and the direction is unknown.
  if (Math.abs(ratio) > RATIO_SURE_MAX) return gearOf(Math.abs(ratio));
  if (ratio < 0) return isNear(ratio, -1) ? REVERSED : `${REVERSED}; and ${gearOf(-ratio)}`;
  if (isOfEncoder(motion)) return smallCause(motion, ratio);
  if (ratio > 1) return gearOf(ratio);
  return STEP_RATIOS.some((one) => isNear(ratio, one))
    ? `${gearOf(ratio)}; or ${MISSED}`
    : `${MISSED}; or ${gearOf(ratio)}`;
}

/** Missed steps leave a shaft behind and never ahead; an error that the encoder makes itself is either. */
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

/** `ratio`: how far the shaft turns for what the rig believes. */
function gearOf(ratio: number): string {
  const times = Number.isFinite(ratio)
    ? `turns ${Number(ratio.toPrecision(4))} times as far as the rig believes`
    : 'turns uncommanded';
  return `gear ratio (CONF items 5 and 6) or microstepping of the driver is wrong: the shaft ${times}`;
}

function isNear(ratio: number, wanted: number): boolean {
  return Math.abs(ratio / wanted - 1) <= RATIO_SHARE;
}
