import { CPU } from 'avr8js';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/random-stream.ts';
import { decode } from '../../../hil/board/decode.ts';
import { compileStretch } from '../../../hil/board/stretch.ts';

const START = 0x800;
const LENGTH = 14;

/** A random program: words of which most are instructions that a stretch takes. */
function randomFlash(random: RandomStream): Uint16Array {
  const flash = new Uint16Array(0x2000);
  for (let i = 0; i < LENGTH; i += 1) {
    const opcode = random.bits32() >>> 16;
    flash[START + i] = opcode;
    if ((opcode & 0xfc0f) === 0x9000) {
      i += 1;
      flash[START + i] = 0x100 + (random.bits32() >>> 21); // LDS and STS into memory
    }
  }
  return flash;
}

function shuffled(flash: Uint16Array, random: RandomStream): CPU {
  const cpu = new CPU(flash, 2048);
  for (let i = 0; i < cpu.data.length; i += 1) cpu.data[i] = random.bits32() >>> 24;
  for (const low of [26, 28, 30]) cpu.data[low + 1] = random.bits32() >>> 29; // one in eight points at peripherals
  cpu.SP = 0x300 + (random.bits32() >>> 23);
  cpu.pc = START;
  return cpu;
}

describe('straight code compiled', () => {
  test('leaves a random processor as the same instructions one by one do, ended early or not', () => {
    const random = new RandomStream(7, 'programs');
    let stretches = 0;
    let endedEarly = 0;
    for (let round = 0; round < 6000; round += 1) {
      const flash = randomFlash(random);
      const stretch = compileStretch(flash, START);
      if (stretch === undefined) continue;
      const ours = shuffled(flash, random);
      const single = shuffled(flash, random);
      single.data.set(ours.data);
      const count = stretch.run(ours, ours.data, ours.progBytes);
      for (let i = 0; i < count; i += 1) {
        const { operation, a, b } = decode(flash, single.pc);
        operation(single, a, b);
      }
      const differs =
        ours.pc !== single.pc || ours.cycles !== single.cycles || Buffer.compare(ours.data, single.data) !== 0;
      expect(differs, [...flash.slice(START, START + LENGTH)].map((word) => word.toString(16)).join(' ')).toBe(false);
      expect(ours.cycles).toBeLessThanOrEqual(stretch.cyclesMax);
      stretches += 1;
      if (decode(flash, ours.pc).operation !== decode(flash, START).operation && count < 3) endedEarly += 1;
    }
    expect(stretches).toBeGreaterThan(2000);
    expect(endedEarly).toBeGreaterThan(20);
  });
});
