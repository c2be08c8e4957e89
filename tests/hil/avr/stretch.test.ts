import { CPU } from 'avr8js';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { decode } from '../../../hil/avr/cpu/decode.ts';
import { compileStretch } from '../../../hil/avr/cpu/stretch.ts';
import { runCount } from '../../run-count.ts';

const START = 0x800;
const LENGTH = 14;
const PERIPHERALS = [0x20, 0x100] as const;
const CORE = [0x5d, 0x5e, 0x5f];
const RET = 0x9508;
const RETI = 0x9518;

/** A processor that records each access to a peripheral, with its cycle. */
class WatchedCpu extends CPU {
  readonly accesses: string[] = [];
  readonly #isDisturbed: boolean;

  constructor(flash: Uint16Array, isDisturbed: boolean) {
    super(flash, 2048);
    this.#isDisturbed = isDisturbed;
    for (let address: number = PERIPHERALS[0]; address < PERIPHERALS[1]; address += 1) {
      if (CORE.includes(address)) continue;
      this.readHooks[address] = () => {
        this.accesses.push(`${this.cycles} reads ${address}`);
        return (this.data[address] as number) ^ (this.cycles & 0xff);
      };
      this.writeHooks[address] = (value, _old, _address, mask) => {
        this.accesses.push(`${this.cycles} writes ${address} ${value & 0xff} ${mask}`);
        return false;
      };
    }
  }

  isDisturbed(): boolean {
    return this.#isDisturbed;
  }
}

/** A random program: most words are instructions that a stretch accepts. */
function randomFlash(random: RandomStream): Uint16Array {
  const flash = new Uint16Array(0x2000);
  for (let i = 0; i < LENGTH; i += 1) {
    const opcode = random.uniform() < 0.05 ? (random.uniform() < 0.7 ? RET : RETI) : random.bits32() >>> 16;
    flash[START + i] = opcode;
    if ((opcode & 0xfc0f) === 0x9000) {
      i += 1;
      const isMemory = random.uniform() < 0.7;
      flash[START + i] = isMemory ? 0x100 + (random.bits32() >>> 21) : random.bits32() >>> 24; // LDS and STS
    }
    // Calls with a short distance, so that some of them return.
    if (opcode >> 12 === 0xd && random.uniform() < 0.5) flash[START + i] = 0xd000 | (random.bits32() >>> 30);
  }
  return flash;
}

function shuffled(cpu: WatchedCpu, random: RandomStream): WatchedCpu {
  for (let i = 0; i < cpu.data.length; i += 1) cpu.data[i] = random.bits32() >>> 24;
  for (const low of [26, 28, 30]) cpu.data[low + 1] = random.bits32() >>> 29; // one in eight points at peripherals
  cpu.SP = 0x300 + (random.bits32() >>> 23);
  if (random.uniform() < 0.02) cpu.SP = random.bits32() >>> 23; // into the registers
  cpu.pc = START;
  return cpu;
}

/** Interprets the instructions one by one. */
function stepped(cpu: CPU, flash: Uint16Array, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const { operation, a, b } = decode(flash, cpu.pc);
    operation(cpu, a, b);
  }
}

describe('compiled code', () => {
  test('leaves a random processor as the interpreter does, with I/O at the same cycles', () => {
    const random = new RandomStream(7, 'programs');
    const visits = new Uint8Array(0x2000);
    let stretches = 0;
    let endedEarly = 0;
    let touched = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const flash = randomFlash(random);
      for (let i = 0; i < LENGTH; i += 1) visits[START + i] = random.bits32() >>> 31;
      const stretch = compileStretch(flash, START, visits);
      if (stretch === undefined) continue;
      const isDisturbed = random.uniform() < 0.3;
      const ours = shuffled(new WatchedCpu(flash, isDisturbed), random);
      const single = new WatchedCpu(flash, isDisturbed);
      single.data.set(ours.data);
      single.pc = START;
      const count = stretch.run(ours, ours.data, ours.progBytes);
      stepped(single, flash, count);
      const what = [...flash.slice(START, START + LENGTH)].map((word) => word.toString(16)).join(' ');
      const state = ({ pc, cycles, accesses }: WatchedCpu) => ({ pc, cycles, accesses });
      expect(state(ours), what).toEqual(state(single));
      expect(Buffer.compare(ours.data, single.data), what).toBe(0);
      expect(ours.cycles).toBeLessThanOrEqual(stretch.cyclesMax);
      stretches += 1;
      if (count < 3) endedEarly += 1;
      if (ours.accesses.length > 0) touched += 1;
    }
    expect(stretches).toBeGreaterThan(ROUNDS / 3);
    expect(endedEarly).toBeGreaterThan(20);
    expect(touched).toBeGreaterThan(ROUNDS / 50);
  });
});

const ROUNDS = runCount({ quick: 1200, long: 10_000 });
