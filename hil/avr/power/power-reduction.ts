import type { AvrCpu } from '../cpu/avr-cpu.ts';

const PRR = 0x64;

/** Module that a bit of PRR switches off. */
export interface ReducedModule {
  readonly mask: number;
  readonly registers: readonly number[];
  stop(): void;
  start(): void;
}

interface Hooks {
  readonly write: AvrCpu['writeHooks'][number] | undefined;
  readonly read: AvrCpu['readHooks'][number] | undefined;
}

/**
 * Power reduction register (data sheet 10.10). A module that is switched off stands, and its registers can neither be
 * read nor written. They read zero (assumed).
 */
export class PowerReduction {
  readonly #cpu: AvrCpu;
  readonly #kept = new Map<number, Hooks>();

  constructor(cpu: AvrCpu, modules: readonly ReducedModule[]) {
    this.#cpu = cpu;
    cpu.writeHooks[PRR] = (value, old) => {
      cpu.data[PRR] = value;
      for (const module of modules) {
        if (((value ^ old) & module.mask) === 0) continue;
        if ((value & module.mask) !== 0) this.#switchOff(module);
        else this.#switchOn(module);
      }
      return true;
    };
  }

  #switchOff({ registers, stop }: ReducedModule): void {
    const { writeHooks, readHooks } = this.#cpu;
    stop();
    for (const register of registers) {
      this.#kept.set(register, { write: writeHooks[register], read: readHooks[register] });
      writeHooks[register] = () => true;
      readHooks[register] = () => 0;
    }
  }

  #switchOn({ registers, start }: ReducedModule): void {
    const { writeHooks, readHooks } = this.#cpu;
    for (const register of registers) {
      const { write, read } = this.#kept.get(register) as Hooks;
      restore(writeHooks, register, write);
      restore(readHooks, register, read);
    }
    start();
  }
}

function restore<T>(hooks: Record<number, T>, register: number, hook: T | undefined): void {
  if (hook === undefined) delete hooks[register];
  else hooks[register] = hook;
}
