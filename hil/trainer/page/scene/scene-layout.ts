/** Places of the scene's parts in its picture, in units of the picture. */
export interface SceneLayout {
  readonly name: 'wide' | 'tall';
  readonly width: number;
  readonly height: number;
  /** Hub of the rotor. */
  readonly hub: Point;
  /** Scale from the picture of the pump to the scene. */
  readonly pumpScale: number;
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
  /** Right end of an alarm's sign. */
  readonly alarm: Point;
  /** Left end of the disclaimer's first line. */
  readonly disclaimer: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Radius of the skin around the hub, in units of the pump's picture. It passes the housing at its side. */
const SKIN_RADIUS = 97;
/** Depth of the hub under the skin. */
const DEPTH_MM = 20;

/** Returns the radius of the skin around the hub. */
export function skinRadius({ pumpScale }: SceneLayout): number {
  return SKIN_RADIUS * pumpScale;
}

/** Returns the units of the scene per millimetre, for the magnet and its distance. The tube's radius of 15 mm then is 14 mm. */
export function unitsPerMm(layout: SceneLayout): number {
  return skinRadius(layout) / DEPTH_MM;
}

/** The scene beside the panels, wider than high. */
export const wideLayout: SceneLayout = {
  name: 'wide',
  width: 1000,
  height: 652,
  hub: { x: 288, y: 286 },
  pumpScale: 3.05,
  magnetHome: { x: 890, y: 222 },
  field: { x: 628, y: 36, width: 350 },
  patient: { x: 626, y: 270, scale: 1 },
  patientAlone: { x: 606, y: 196, scale: 1.1 },
  reservoir: { x: 628, y: 472, textWidth: 190 },
  textSize: 19,
  angles: { x: 178, y: 585, width: 430 },
  alarm: { x: 980, y: 178 },
  disclaimer: { x: 628, y: 614 },
};

/** The scene on a narrow screen: the pump above everything else, with room for the magnet beside it. */
export const tallLayout: SceneLayout = {
  name: 'tall',
  width: 560,
  height: 1224,
  hub: { x: 228, y: 266 },
  pumpScale: 2.35,
  magnetHome: { x: 440, y: 722 },
  field: { x: 28, y: 996, width: 504 },
  patient: { x: 4, y: 642, scale: 1 },
  patientAlone: { x: 80, y: 656, scale: 1.15 },
  reservoir: { x: 28, y: 868, textWidth: 320 },
  textSize: 27,
  angles: { x: 130, y: 568, width: 420 },
  alarm: { x: 548, y: 28 },
  disclaimer: { x: 28, y: 1180 },
};
