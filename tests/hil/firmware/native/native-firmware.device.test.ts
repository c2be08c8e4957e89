import { existsSync } from 'node:fs';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { HilError } from '../../../../hil/base/hil-error.ts';
import { describeWith } from '../../../needed-tool.ts';
import { CompiledFirmwares } from './compiled.ts';
import { NativeBed } from './native-bed.ts';

const compiled = new CompiledFirmwares();
const beds: NativeBed[] = [];

afterAll(() => compiled.remove());
afterEach(async () => {
  for (const { firmware } of beds.splice(0)) await firmware.close().catch(() => undefined);
});

/** Compiles the body of `main`, with `at` as a time in us, and starts it. */
function bedOf(body: string, options: { readonly flags?: readonly string[]; readonly bytes?: number } = {}): NativeBed {
  const text = `#include "pump_hal.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void until(uint64_t at_us) {
  while (hal_now_us() < at_us) (void)hal_sleep_until_us(at_us, 0);
}
int main(void) {
  until(0);
${body}
  for (;;) (void)hal_sleep_until_us(HAL_FOR_EVER, 0);
}
`;
  const bed = new NativeBed(compiled.program(text, ...(options.flags ?? [])), options.bytes);
  beds.push(bed);
  return bed;
}

function failureOf(act: () => unknown): HilError {
  try {
    act();
  } catch (error) {
    return error as HilError;
  }
  throw new Error('it did not fail');
}

const STEPPER = `
  hal_motor_energise(1);
  for (uint64_t at_us = 500; at_us <= 5000; at_us += 500) { until(at_us); hal_motor_step(); }
`;

describeWith('cc', 'a native firmware', () => {
  test('steps at its own times, and sleeps for ever afterwards', () => {
    const bed = bedOf(STEPPER);
    expect(bed.to(1_000_000)).toEqual({ reachedUs: 6000, wakeUs: Number.POSITIVE_INFINITY });
    expect(bed.effects).toEqual(['energise 1 at 0', 'step 500 x10 every 500']);
  });

  test('stops at the limit of a grant, and goes on in the next one', () => {
    const bed = bedOf(STEPPER);
    expect(bed.to(1499)).toMatchObject({ wakeUs: 1500 });
    expect(bed.to(1500)).toMatchObject({ wakeUs: 2000 });
    expect(bed.to(10_000)).toMatchObject({ wakeUs: Number.POSITIVE_INFINITY });
    expect(bed.commandedSteps).toBe(10);
  });

  test('stops at the first step that may not follow, and counts SENSE from the bench', () => {
    const bed = bedOf(`
  until(100);
  hal_motor_step();
  until(200);
  hal_motor_step();
  while (hal_followed_steps() < 2) (void)hal_sleep_until_us(HAL_FOR_EVER, HAL_WAKE_SENSE);
  hal_tone((uint16_t)hal_followed_steps());`);
    expect(bed.to(10_000, { followedSteps: 1 })).toEqual({ reachedUs: 200, wakeUs: 200 });
    expect(bed.to(1150, { followedSteps: 0 })).toEqual({ reachedUs: 1100, wakeUs: Number.POSITIVE_INFINITY });
    bed.firmware.sense(1200);
    bed.to(10_000);
    expect(bed.effects.at(-1)).toBe('tone 2 at 1200');
  });

  test('does the same in one grant as in a grant for each event', () => {
    const body = `
  hal_motor_energise(1);
  for (uint32_t step = 0; step < 200; step += 1) {
    until(700u * step + 1000u + step % 3u);
    hal_motor_step();
    (void)hal_sleep_until_us(HAL_FOR_EVER, HAL_WAKE_SENSE);
    if (hal_followed_steps() % 50 == 0) hal_tone((uint16_t)(1000u + step));
  }`;
    const [whole, single] = [bedOf(body), bedOf(body)];
    whole.to(1_000_000, { senseDelayUs: 300 });
    for (let limitUs = 0; limitUs < 1_000_000; ) {
      const { wakeUs } = single.to(limitUs, { senseDelayUs: 300, followedSteps: 1 });
      limitUs = Math.min(1_000_000, Math.max(limitUs + 1, wakeUs));
    }
    const steps = ({ effects }: NativeBed): readonly string[] =>
      effects.flatMap((effect) => {
        const [, first = 0, count = 0, every = 0] = /^step (\d+) x(\d+) every (\d+)$/.exec(effect) ?? [];
        const times = Array.from({ length: Number(count) }, (_, k) => `step ${Number(first) + k * Number(every)}`);
        return times.length === 0 ? [effect] : times;
      });
    expect(steps(single)).toEqual(steps(whole));
    expect(whole.commandedSteps).toBe(200);
  });

  test('hears telemetry, and answers at the same time', () => {
    const bed = bedOf(`
  for (;;) {
    uint8_t bytes[16];
    (void)hal_sleep_until_us(HAL_FOR_EVER, HAL_WAKE_BYTES);
    hal_telemetry_write(bytes, hal_telemetry_read(bytes, sizeof bytes));
  }`);
    bed.to(1000);
    bed.firmware.receive(Buffer.from('a line of more than sixteen bytes'), 5000);
    expect(bed.to(9000)).toEqual({ reachedUs: 5000, wakeUs: Number.POSITIVE_INFINITY });
    expect(bed.said).toBe('a line of more than sixteen bytes');
    expect(new Set(bed.effects)).toEqual(new Set(['send 16 at 5000', 'send 1 at 5000']));
  });

  test('measures its battery, and wakes when the voltage changes', () => {
    const bed = bedOf(`
  (void)hal_sleep_until_us(HAL_FOR_EVER, HAL_WAKE_POWER);
  hal_tone(hal_battery_mv());`);
    bed.to(1000);
    bed.batteryMv = 2400;
    bed.firmware.battery(2400, 3000);
    bed.to(9000);
    expect(bed.effects).toEqual(['tone 2400 at 3000']);
  });

  test('keeps its memory over a restart, and learns the cause', () => {
    const bed = bedOf(`
  uint8_t starts = 0;
  hal_nv_read(1000, &starts, 1);
  starts = (uint8_t)(starts + 1u);
  hal_nv_write(1000, &starts, 1);
  hal_tone((uint16_t)(256u * hal_reset_cause() + starts));`);
    bed.to(1000);
    bed.firmware.begin(
      { ...silent, tone: (hertz, atUs) => bed.effects.push(`tone ${hertz} at ${atUs}`) },
      2000,
      'watchdog',
    );
    bed.to(3000);
    expect(bed.effects).toEqual(['tone 256 at 0', `tone ${8 * 256 + 1} at 2000`]);
  });

  test('starts again with torn memory after a power cut within a write', () => {
    const bed = bedOf(`
  const uint8_t wanted[4] = { 1, 2, 3, 4 };
  uint8_t found[4];
  hal_nv_read(0, found, 4);
  hal_telemetry_write(found, 4);
  until(1000);
  if (found[0] == 0xff) hal_nv_write(0, wanted, 4);`);
    bed.firmware.cutPower({ writeNumber: 3, afterUs: 0, offUs: 500, seed: 1 });
    bed.to(500);
    expect(bed.to(1200)).toEqual({ reachedUs: 1000, wakeUs: 1500 });
    bed.to(9000);
    const again = [...Buffer.from(bed.said, 'latin1')].slice(4);
    expect(again.slice(0, 2)).toEqual([1, 2]);
    expect(again[3]).toBe(0xff);
    expect((again[2] as number) & 3).toBe(3);
    expect(bed.effects.at(-1)).toBe('send 4 at 1500');
  });
});

const silent = { step() {}, energise() {}, tone() {}, send() {}, batteryMv: () => 3000 };

describeWith('cc', 'a mistake of a native firmware ends the run as its failure', () => {
  test.each([
    ['an exit', 'until(700); return 3;', 'FIRMWARE_ENDED', /"test pump" ended with exit status 3\. Pump time 700 us/],
    ['a crash', 'hal_tone(7); abort();', 'FIRMWARE_ENDED', /crashed with SIGABRT/],
    ['a division by zero', 'hal_tone((uint16_t)(7 / (int)hal_followed_steps()));', 'FIRMWARE_ENDED', /SIGFPE/],
    ['no sleep', 'while (hal_now_us() < 5) {}', 'FIRMWARE_NEVER_SLEEPS', /100000 times without letting time pass/],
    ['a sleep into the past', 'for (;;) (void)hal_sleep_until_us(0, 0);', 'FIRMWARE_NEVER_SLEEPS', /100000 times/],
    [
      'a write beyond its memory',
      'uint8_t byte = 0; hal_nv_write(1024, &byte, 1);',
      'FIRMWARE_MEMORY',
      /writes bytes 1024 to 1024 of its non-volatile memory; allowed: 0 to 1023\./,
    ],
    [
      'a read beyond its memory',
      'uint8_t bytes[8]; hal_nv_read(1020, bytes, 8);',
      'FIRMWARE_MEMORY',
      /reads bytes 1020 to 1027/,
    ],
    ['too much text', 'for (;;) (void)!printf("%2000d", 1);', 'FIRMWARE_ENDED', /wrote more than 1 MiB of text/],
  ])('%s', (_title, body, code, message) => {
    const bed = bedOf(`  ${body}`);
    const failure = failureOf(() => bed.to(1_000_000));
    expect(failure).toMatchObject({ code, fault: 'firmware' });
    expect(failure.message).toMatch(message);
  });

  test('its last calls and its standard error are kept', () => {
    const bed = bedOf('  until(700); hal_tone(440); fprintf(stderr, "no drug left\\n"); abort();');
    const failure = failureOf(() => bed.to(1_000_000));
    expect(failure.lastLines.slice(-2)).toEqual(['00:00:00.000700 hal_now_us()', '00:00:00.000700 hal_tone(440)']);
    expect(failure.stderrLines).toEqual(['no drug left']);
  });

  test('bytes that it leaves unread', () => {
    const bed = bedOf('  for (;;) (void)hal_sleep_until_us(HAL_FOR_EVER, HAL_WAKE_SENSE);');
    bed.to(1);
    for (let count = 0; count < 41; count += 1) bed.firmware.receive(Buffer.alloc(100), 2);
    expect(failureOf(() => bed.to(3)).code).toBe('FIRMWARE_DEAF');
  });

  test('a program that is no firmware', () => {
    const bed = new NativeBed('/bin/true');
    beds.push(bed);
    expect(failureOf(() => bed.to(1)).message).toMatch(
      /"test pump" ended with exit status 0 before its first call of pump_hal\.h\./,
    );
  });

  test('a program that speaks otherwise', () => {
    const bed = new NativeBed(
      compiled.program('#include <unistd.h>\nint main(void) { return write(4, "nonsense", 8) == 8 ? pause() : 1; }'),
    );
    beds.push(bed);
    expect(failureOf(() => bed.to(1))).toMatchObject({
      code: 'FIRMWARE_BABBLES',
      hint: /hal_native\.c of this version/,
    });
  });

  test('a program of another version', () => {
    const bed = new NativeBed(
      compiled.program('#include <unistd.h>\nint main(void) { return write(4, "b\\x07", 2) == 2 ? pause() : 1; }'),
    );
    beds.push(bed);
    expect(failureOf(() => bed.to(1)).message).toMatch(/version "7" of hal_native\.c; allowed: 1/);
  });

  test('a clock that runs backwards', () => {
    const bed = new NativeBed(
      compiled.program(`#include <unistd.h>
static const unsigned char bytes[] = "b\\x01" "t\\x09\\0\\0\\0\\0\\0\\0\\0\\1\\0" "t\\x08\\0\\0\\0\\0\\0\\0\\0\\1\\0";
int main(void) { return write(4, bytes, sizeof bytes - 1) > 0 ? pause() : 1; }`),
    );
    beds.push(bed);
    expect(failureOf(() => bed.to(20)).message).toMatch(/ran its clock backwards, from 9 us to 8 us/);
  });
});

describeWith('cc', 'a sanitizer', () => {
  test.each([
    [
      'heap',
      '-fsanitize=address',
      'char *bytes = malloc(8); bytes[hal_now_us() + 8] = 1; hal_tone((uint16_t)bytes[0]);',
      /heap-buffer-overflow/,
    ],
    [
      'arithmetic',
      '-fsanitize=undefined',
      'int big = 0x7fffffff; big += (int)hal_followed_steps() + 1; hal_tone((uint16_t)big);',
      /signed integer overflow/,
    ],
  ])('ends the run by its report: %s', (_title, flag, body, report) => {
    const bed = bedOf(`  ${body}`, { flags: [flag, '-g'] });
    const failure = failureOf(() => bed.to(1_000_000));
    expect(failure).toMatchObject({ code: 'FIRMWARE_SANITIZER', fault: 'firmware' });
    expect(failure.stderrLines.join('\n')).toMatch(report);
  });

  test('reports a leak when the run ends', async () => {
    const bed = bedOf('  char *volatile lost = malloc(100); lost = NULL; (void)lost;', {
      flags: ['-fsanitize=address', '-g'],
    });
    bed.to(1_000_000);
    await expect(bed.firmware.close()).rejects.toMatchObject({
      code: 'FIRMWARE_SANITIZER',
      stderrLines: expect.arrayContaining([expect.stringMatching(/100 byte\(s\) leaked/)]),
    });
  });

  test('finds nothing in the hardware layer itself', async () => {
    const bed = bedOf(STEPPER, { flags: ['-fsanitize=address,undefined', '-g'] });
    bed.to(1_000_000);
    await expect(bed.firmware.close()).resolves.toBeUndefined();
  });
});

describeWith('cc', 'the process of a native firmware', () => {
  test('has ended when the run ends', async () => {
    const bed = bedOf('  fprintf(stderr, "%d", 1); for (;;) (void)hal_sleep_until_us(HAL_FOR_EVER, 0);');
    bed.to(1000);
    const pid = bed.firmware.processId as number;
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    await bed.firmware.close();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });
});
