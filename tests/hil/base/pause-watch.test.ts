import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PauseWatch } from '../../../hil/base/pause-watch.ts';

test('takes readings up to 100 ms apart for a running program', () => {
  const watch = new PauseWatch(0, 0);
  expect([watch.look(50_000, 50), watch.look(149_000, 149), watch.recentUs(149_000)]).toEqual([0, 0, 0]);
});

test('skips a pause and the time to read its backlog, and keeps its length', () => {
  const watch = new PauseWatch(0, 0);
  expect(watch.look(3_000_000, 3000)).toBe(3_020_000);
  expect(watch.look(3_050_000, 3050)).toBe(0);
  expect([watch.recentUs(3_050_000), watch.recentUs(13_000_000)]).toEqual([3_000_000, 0]);
});

test('detects by the date that the computer slept while its steady clock stood', () => {
  const watch = new PauseWatch(0, 0);
  expect(watch.look(40_000, 3_600_000)).toBe(0);
  expect(watch.recentUs(50_000)).toBe(3_600_000_000);
});

test('treats a date set back as no pause', () => {
  const watch = new PauseWatch(0, 10_000);
  expect([watch.look(50_000, 0), watch.recentUs(50_000)]).toEqual([0, 0]);
});

test('prefers a long pause to a short one, for ten seconds', () => {
  const watch = new PauseWatch(0, 0);
  watch.look(8_000_000, 8000);
  watch.look(8_200_000, 8200);
  expect(watch.recentUs(8_200_000)).toBe(8_000_000);
  watch.look(18_000_000, 18_000);
  expect(watch.recentUs(18_000_000)).toBe(9_800_000);
});

test('lets time advance when every reading finds a pause', () => {
  const watch = new PauseWatch(0, 0);
  const skippedUs = Array.from({ length: 11 }, (_, i) => watch.look((i + 1) * 120_000, (i + 1) * 120));
  expect(11 * 120_000 - skippedUs.reduce((sum, us) => sum + us, 0)).toBe(10 * 50_000);
});

test('lets time advance when a short gap separates each pause from the next', () => {
  const watch = new PauseWatch(0, 0);
  let skippedUs = 0;
  for (let nowUs = 0; nowUs < 10_000_000; nowUs += 120_000) {
    skippedUs += watch.look(nowUs + 119_990, Math.floor(nowUs / 1000) + 119);
    skippedUs += watch.look(nowUs + 120_000, Math.floor(nowUs / 1000) + 120);
  }
  expect(10_000_000 - skippedUs).toBeGreaterThan(80 * 50_000);
});

test('falls back by 20 ms at most, and again only 50 ms later', () => {
  const gapUs = fc.oneof(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 100_000, max: 10_000_000 }));
  fc.assert(
    fc.property(fc.array(gapUs, { maxLength: 200 }), (gapsUs) => {
      const watch = new PauseWatch(0, 0);
      let [nowUs, hostUs, alarmsUs, fellBackUs] = [0, 0, 0, -50_000];
      for (const oneUs of gapsUs) {
        nowUs += oneUs;
        const passedUs = oneUs - watch.look(nowUs, 0);
        if (passedUs < 0) {
          expect(alarmsUs - fellBackUs).toBeGreaterThanOrEqual(50_000);
          fellBackUs = alarmsUs;
        }
        hostUs += passedUs;
        // Running time passes in full. A pause falls back for the reading time, or advances the alarms by 50 ms.
        if (oneUs < 100_000) expect(passedUs).toBe(oneUs);
        else expect([alarmsUs - 20_000, alarmsUs + 50_000]).toContain(hostUs);
        alarmsUs = Math.max(alarmsUs, hostUs);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});
