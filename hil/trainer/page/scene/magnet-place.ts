import type { FieldAtPump } from '../play/moment.ts';
import type { Entry } from '../play/player.ts';
import { type Point, type SceneLayout, skinRadius, unitsPerMm } from './scene-layout.ts';

/** Half of the magnet's thickness of 5 mm. */
const HALF_THICKNESS_MM = 2.5;
/** A magnet that is released at this distance or farther counts as put away. */
export const AWAY_MM = 20;

/** Place of the magnet, as the language writes it. `undefined`: it lies away. */
export interface MagnetPlace {
  readonly distanceMm: number;
  readonly azimuthDeg: number;
  /** Flat on the skin: its field runs along the shaft. */
  readonly isFlat: boolean;
}

/** Place of a magnet whose middle is at a point: its axis points to the hub, and the skin stops it. Whole mm and degrees. */
export function placeAt({ x, y }: Point, layout: SceneLayout, isFlat: boolean): MagnetPlace {
  const { hub } = layout;
  const outsideSkin = Math.hypot(x - hub.x, y - hub.y) - skinRadius(layout);
  const distanceMm = Math.max(0, Math.round(outsideSkin / unitsPerMm(layout) - HALF_THICKNESS_MM));
  const azimuthDeg = Math.round((Math.atan2(x - hub.x, hub.y - y) * 180) / Math.PI);
  return { distanceMm, azimuthDeg: (azimuthDeg + 360) % 360, isFlat };
}

/** Middle of the magnet in the picture. */
export function pointOf({ distanceMm, azimuthDeg }: MagnetPlace, layout: SceneLayout): Point {
  const { hub } = layout;
  const radius = skinRadius(layout) + (HALF_THICKNESS_MM + distanceMm) * unitsPerMm(layout);
  const rad = (azimuthDeg * Math.PI) / 180;
  return { x: hub.x + radius * Math.sin(rad), y: hub.y - radius * Math.cos(rad) };
}

/** Entry that brings the magnet to a place, or takes it away. */
export function magnetEntry(place: MagnetPlace | undefined): Entry {
  if (place === undefined) return { field: 'off' };
  return {
    field: 'hand magnet',
    distance: `${place.distanceMm} mm`,
    azimuth: `${place.azimuthDeg} deg`,
    'angle to pump normal': place.isFlat ? '0 deg' : '90 deg',
  };
}

/** Place of the hand magnet by the run; undefined without one. */
export function placeByRun({ magnet, distanceMm, azimuthDeg, angleToNormalDeg }: FieldAtPump): MagnetPlace | undefined {
  if (magnet !== 'hand magnet') return undefined;
  return { distanceMm, azimuthDeg, isFlat: angleToNormalDeg < 45 };
}
