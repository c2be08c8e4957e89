/** Places of the scene's parts in its picture, in units of the picture. */
export interface SceneLayout {
  readonly name: 'wide' | 'tall';
  readonly width: number;
  readonly height: number;
  /** Hub of the rotor. */
  readonly hub: Point;
  /** Place where the magnet lies when it is away. */
  readonly magnetHome: Point;
  /** Upper left corner and width of the field scale. */
  readonly field: Point & { readonly width: number };
  /** Upper left corner of the patient, and its scale. */
  readonly patient: Point & { readonly scale: number };
  /** Place of the patient in a lesson without a magnet. */
  readonly patientAlone: Point & { readonly scale: number };
  /** Upper left corner of the reservoir, and the width that its text may take. */
  readonly reservoir: Point & { readonly textWidth: number };
  /** Size of text. It is legible from the last row of a class. */
  readonly textSize: number;
  /** Place of the lines that give the angles, and their longest length. */
  readonly angles: Point & { readonly width: number };
  /** Place of an alarm's sign. */
  readonly alarm: Point;
  /** Left end of the disclaimer's first line. */
  readonly disclaimer: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Scale from the picture of the pump to the scene. */
export const PUMP_SCALE = 2.85;
/** Radius of the skin around the hub. It passes the housing at its side. */
export const SKIN_RADIUS = 97 * PUMP_SCALE;
/** Depth of the hub under the skin. */
const DEPTH_MM = 20;
/** Units of the scene per millimetre, for the magnet and its distance. To this scale the tube's radius of 15 mm is 14 mm. */
export const UNITS_PER_MM = SKIN_RADIUS / DEPTH_MM;

/** The scene beside the panels, wider than high. */
export const wideLayout: SceneLayout = {
  name: 'wide',
  width: 1000,
  height: 622,
  hub: { x: 284, y: 274 },
  magnetHome: { x: 852, y: 228 },
  field: { x: 622, y: 36, width: 350 },
  patient: { x: 620, y: 266, scale: 1 },
  patientAlone: { x: 606, y: 196, scale: 1.1 },
  reservoir: { x: 622, y: 458, textWidth: 190 },
  textSize: 19,
  angles: { x: 128, y: 560, width: 480 },
  alarm: { x: 622, y: 176 },
  disclaimer: { x: 622, y: 588 },
};

/** The scene on a narrow screen: the pump above everything else. */
export const tallLayout: SceneLayout = {
  name: 'tall',
  width: 560,
  height: 1296,
  hub: { x: 280, y: 316 },
  magnetHome: { x: 446, y: 852 },
  field: { x: 28, y: 1064, width: 504 },
  patient: { x: 4, y: 730, scale: 1 },
  patientAlone: { x: 12, y: 680, scale: 1.5 },
  reservoir: { x: 28, y: 944, textWidth: 320 },
  textSize: 27,
  angles: { x: 66, y: 672, width: 480 },
  alarm: { x: 12, y: 28 },
  disclaimer: { x: 28, y: 1252 },
};
