/** Places of the scene's parts in its picture, in units of the picture. */
export interface SceneLayout {
  readonly name: 'wide' | 'tall';
  readonly width: number;
  readonly height: number;
  /** Hub of the rotor. */
  readonly hub: Point;
  /** Place where the magnet lies when it is away. */
  readonly magnetHome: Point;
  /** Upper left corner and scale of the field scale. */
  readonly field: Point & { readonly width: number };
  /** Upper left corner of the patient, and its scale. */
  readonly patient: Point & { readonly scale: number };
  /** Place of the patient in a lesson without a magnet. */
  readonly patientAlone: Point & { readonly scale: number };
  /** Size of small text. */
  readonly textSize: number;
  /** Place of the lines that give the angles. */
  readonly angles: Point;
  /** Place of an alarm's sign. */
  readonly alarm: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Radius of the tube's middle. It stands for the product's 15 mm, so a unit of the picture is 0.078 mm. */
export const TUBE_RADIUS = 192;
/** Radius of the race against which the rollers press the tube. */
export const RACE_RADIUS = 206;
/** Radius on which the rollers' axes turn. */
export const ARM_RADIUS = 160;
export const ROLLER_RADIUS = 31;
export const HOUSING_RADIUS = 246;
/** Units of the picture per millimetre: the magnet and its distance are drawn to the scale of the tube. */
export const UNITS_PER_MM = TUBE_RADIUS / 15;

/** The scene beside the panels, wider than high. */
export const wideLayout: SceneLayout = {
  name: 'wide',
  width: 1000,
  height: 574,
  hub: { x: 296, y: 278 },
  magnetHome: { x: 846, y: 214 },
  field: { x: 650, y: 40, width: 310 },
  patient: { x: 636, y: 324, scale: 1 },
  patientAlone: { x: 608, y: 226, scale: 1.06 },
  textSize: 15,
  angles: { x: 652, y: 508 },
  alarm: { x: 652, y: 172 },
};

/** The scene on a narrow screen: the pump above the scale and the patient. */
export const tallLayout: SceneLayout = {
  name: 'tall',
  width: 560,
  height: 1220,
  hub: { x: 280, y: 300 },
  magnetHome: { x: 432, y: 810 },
  field: { x: 28, y: 950, width: 504 },
  patient: { x: 10, y: 674, scale: 1 },
  patientAlone: { x: 20, y: 662, scale: 1.5 },
  textSize: 27,
  angles: { x: 28, y: 624 },
  alarm: { x: 8, y: 24 },
};

/** Place on a circle round the hub. 0 deg is up, and angles grow clockwise. */
export function onCircle(hub: Point, radius: number, deg: number): Point {
  const rad = (deg * Math.PI) / 180;
  return { x: hub.x + radius * Math.sin(rad), y: hub.y - radius * Math.cos(rad) };
}

/** Path of an arc round the hub, clockwise from one angle to another. */
export function arcPath(hub: Point, radius: number, fromDeg: number, toDeg: number): string {
  const from = onCircle(hub, radius, fromDeg);
  const to = onCircle(hub, radius, toDeg);
  const isLarge = toDeg - fromDeg > 180 ? 1 : 0;
  return `M ${round(from.x)} ${round(from.y)} A ${radius} ${radius} 0 ${isLarge} 1 ${round(to.x)} ${round(to.y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
