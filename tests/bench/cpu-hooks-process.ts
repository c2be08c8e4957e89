import { pathToFileURL } from 'node:url';
import { DecodedProgram } from '../../hil/avr/cpu/decoded-program.ts';
import { median } from './rounds.ts';

type Cpu = new (
  flash: Uint16Array,
  program: DecodedProgram,
  sramBytes: number,
) => { limitCycles: number; run(instructionCountMax: number): void };

/** A loop of inc, add, sts, lds, eor and rjmp, most of which is compiled. */
const LOOP = [0xe080, 0x9583, 0x0f08, 0x9300, 0x0100, 0x9110, 0x0100, 0x2721, 0xcff8];
const FLASH_WORDS = 16_384;
const RUNS = 15;
/** Runs in which the engine compiles the loop. */
const WARM_UP_RUNS = 5;

const [path = '', cycles = '0'] = process.argv.slice(2);
const { AvrCpu } = (await import(pathToFileURL(path).href)) as { readonly AvrCpu: Cpu };
const flash = new Uint16Array(FLASH_WORDS);
flash.set(LOOP);

/** Returns the CPU time of one run, which other programs on the machine lengthen less than its wall time. */
function runMs(): number {
  const cpu = new AvrCpu(flash, new DecodedProgram(flash), 2048);
  cpu.limitCycles = Number(cycles);
  const before = process.cpuUsage();
  cpu.run(Number.POSITIVE_INFINITY);
  return process.cpuUsage(before).user / 1000;
}

process.send?.(median(Array.from({ length: RUNS }, runMs).slice(WARM_UP_RUNS)));
