import { flow } from './flow.ts';
import { type Operation, SPL, SRAM_START, SREG } from './operation.ts';
import { type OperationText, type StretchText, simple } from './stretch-text.ts';
import { transfer } from './transfer.ts';

const SPH = SPL + 1;
const REGISTERS = 32;

/**
 * Text of an address. An address below SRAM leaves the stretch, because a hook may act there. The processor then
 * executes that load or store.
 */
const address = (to: StretchText, value: string): string => {
  const p = to.own('p');
  to.add(`const ${p}=${value};`);
  to.leaveBefore(`${p}<${SRAM_START}`);
  return p;
};

type Access = (to: StretchText, a: number, p: string) => void;
const loads: Access = (to, a, p) => to.setRegister(a, `d[${p}]|0`);
const stores: Access = (to, a, p) => to.add(`d[${p}]=${to.register(a)};`);

const displaced = (low: number | undefined, access: Access): OperationText =>
  simple(2, (to, a, b) => {
    access(to, a, address(to, low === undefined ? to.word(b) : `${to.word(low)}+${b}`));
  });
const incremented = (access: Access): OperationText =>
  simple(2, (to, a, b) => {
    const p = address(to, to.word(b));
    access(to, a, p);
    to.setWord(b, `(${p}+1)`);
  });
/** Text of a pre-decrement. A store reads its value before the pointer changes. A load writes its value afterwards. */
const decremented = (isStore: boolean): OperationText =>
  simple(2, (to, a, b) => {
    const p = address(to, `${to.word(b)}-1&65535`);
    const t = to.own('t');
    if (isStore) to.add(`const ${t}=${to.register(a)};`);
    to.setWord(b, p);
    if (isStore) to.add(`d[${p}]=${t};`);
    else loads(to, a, p);
  });

/** Text of an access to a peripheral's register, at its exact cycle. */
function touched(to: StretchText, cyclesBefore: number, cycles: number, words: number, access: () => void): true {
  to.tellCycles(cyclesBefore);
  access();
  to.leaveDisturbed(to.at + words, cycles);
  to.goOn(to.at + words, cycles);
  return true;
}

const loaded: OperationText = (to, a, b) => {
  if (b < REGISTERS || (b >= SPL && b <= SREG)) return false;
  // The second cycle of a load is counted before the register is read.
  if (b < SRAM_START) return touched(to, 1, 2, 2, () => to.setRegister(a, `c.readData(${b})`));
  loads(to, a, `${b}`);
  to.goOn(to.at + 2, 2);
  return true;
};

const stored: OperationText = (to, a, b) => {
  if (b < REGISTERS || (b >= SPL && b <= SREG)) return false;
  if (b < SRAM_START) return touched(to, 0, 2, 2, () => to.add(`c.writeData(${b},${to.register(a)});`));
  stores(to, a, `${b}`);
  to.goOn(to.at + 2, 2);
  return true;
};

const readsPort: OperationText = (to, a, b) => {
  if (b < SPL || b > SREG) return touched(to, 0, 1, 1, () => to.setRegister(a, `c.readData(${b})`));
  if (b === SREG) to.makeFlags();
  to.setRegister(a, b === SREG ? 's' : b === SPL ? `${to.stack}&255` : `${to.stack}>>8&255`);
  to.goOn(to.at + 1, 1);
  return true;
};

const writesPort: OperationText = (to, a, b) => {
  const value = to.register(a);
  if (b < SPL || b > SREG) return touched(to, 0, 1, 1, () => to.add(`c.writeData(${b},${value});`));
  if (b === SPL) to.setStack(`${to.stack}&65280|${value}`);
  else if (b === SPH) to.setStack(`${to.stack}&255|${value}<<8`);
  else {
    to.dropFlags();
    to.add(`s=${value};`);
    // Ends the stretch. This write may enable interrupts, and the CPU checks for one after the next instruction.
    to.leaveAfter('s&128', to.at + 1, 1);
  }
  to.goOn(to.at + 1, 1);
  return true;
};

const touchesBit =
  (value: (old: string, mask: number) => string): OperationText =>
  (to, a, b) =>
    touched(to, 0, 2, 1, () => to.add(`c.writeData(${a},${value(`c.readData(${a})`, b)},${b});`));

/** Texts of the instructions for memory, stack, flash and ports. */
export const memoryText: readonly (readonly [Operation, OperationText])[] = [
  [transfer.lds, loaded],
  [transfer.sts, stored],
  [transfer.ld, displaced(undefined, loads)],
  [transfer.loadIncrement, incremented(loads)],
  [transfer.loadDecrement, decremented(false)],
  [transfer.loadFromY, displaced(28, loads)],
  [transfer.loadFromZ, displaced(30, loads)],
  [transfer.st, displaced(undefined, stores)],
  [transfer.storeIncrement, incremented(stores)],
  [transfer.storeDecrement, decremented(true)],
  [transfer.storeToY, displaced(28, stores)],
  [transfer.storeToZ, displaced(30, stores)],
  [
    transfer.push,
    simple(2, (to, a) => {
      to.leaveBefore(`${to.stack}<${SRAM_START}`);
      to.add(`d[${to.stack}]=${to.register(a)};`);
      to.setStack(`${to.stack}-1`);
    }),
  ],
  [
    transfer.pop,
    simple(2, (to, a) => {
      to.leaveBefore(`${to.stack}<${SRAM_START}||${to.stack}===65535`);
      to.setStack(`${to.stack}+1`);
      to.setRegister(a, `d[${to.stack}]|0`);
    }),
  ],
  [transfer.lpm, simple(3, (to, a) => to.setRegister(a, `f[${to.word(30)}]|0`))],
  [
    transfer.lpmIncrement,
    simple(3, (to, a) => {
      const p = to.own('p');
      to.add(`const ${p}=${to.word(30)};`);
      to.setRegister(a, `f[${p}]|0`);
      to.setWord(30, `(${p}+1)`);
    }),
  ],
  [transfer.in, readsPort],
  [transfer.out, writesPort],
  [flow.sbi, touchesBit((old, mask) => `${old}|${mask}`)],
  [flow.cbi, touchesBit((old, mask) => `${old}&${~mask & 0xff}`)],
];
