import { describe, expect, test } from 'vitest';
import { magnetEntry, placeAt, placeByRun, pointOf } from '../../../../hil/trainer/page/scene/magnet-place.ts';
import { tallLayout, wideLayout } from '../../../../hil/trainer/page/scene/scene-layout.ts';

describe.each([wideLayout, tallLayout])('the magnet in the $name scene', (layout) => {
  test('stops at the skin', () => {
    expect(placeAt(layout.hub, layout, false).distanceMm).toBe(0);
  });

  test('keeps its place through the picture and back', () => {
    const place = { distanceMm: 7, azimuthDeg: 80, isFlat: true };
    expect(placeAt(pointOf(place, layout), layout, true)).toEqual(place);
  });

  test('lies too far away to matter at home', () => {
    expect(placeAt(layout.magnetHome, layout, false).distanceMm).toBeGreaterThanOrEqual(18);
  });
});

describe('the entry of a magnet', () => {
  test('has whole units of the language', () => {
    expect(magnetEntry({ distanceMm: 4, azimuthDeg: 80, isFlat: false })).toEqual({
      field: 'hand magnet',
      distance: '4 mm',
      azimuth: '80 deg',
      'angle to pump normal': '90 deg',
    });
    expect(magnetEntry(undefined)).toEqual({ field: 'off' });
  });

  test('comes back from the field of the run', () => {
    const field = { fieldMt: 5, azimuthDeg: 80, angleToNormalDeg: 0, magnet: 'hand magnet', distanceMm: 4 };
    expect(placeByRun(field)).toEqual({ distanceMm: 4, azimuthDeg: 80, isFlat: true });
    expect(placeByRun({ ...field, magnet: undefined })).toBeUndefined();
  });
});
