import { describe, expect, test } from 'vitest';
import { TimeView } from '../../../hil/viewer/time-view.ts';

describe('the time of a page', () => {
  test('keeps the time under the pointer in its place when it zooms', () => {
    const time = new TimeView(1_000_000);

    time.zoom(0.5, 800_000);

    expect(time.shown.value).toEqual({ fromUs: 400_000, toUs: 900_000 });
  });

  test('stays in the run when it pans, and when it zooms out', () => {
    const time = new TimeView(1_000_000);
    time.show({ fromUs: 200_000, toUs: 400_000 });

    time.pan(-900_000);
    expect(time.shown.value).toEqual({ fromUs: 0, toUs: 200_000 });

    time.zoom(100, 0);
    expect(time.shown.value).toEqual(time.whole);
  });

  test('never shows less than a millisecond', () => {
    const time = new TimeView(1_000_000);

    time.zoom(1e-9, 500_000);

    expect(time.shown.value.toUs - time.shown.value.fromUs).toBe(1000);
  });

  test('moves the cursor to whole microseconds of the run, and the lanes with it', () => {
    const time = new TimeView(1_000_000);
    time.show({ fromUs: 0, toUs: 100_000 });

    time.moveTo(500_000.4);
    expect(time.cursorUs.value).toBe(500_000);
    expect(time.shown.value).toEqual({ fromUs: 450_000, toUs: 550_000 });

    time.moveTo(-5);
    expect(time.cursorUs.value).toBe(0);
    expect(time.shown.value).toEqual({ fromUs: 0, toUs: 100_000 });
  });
});
