import { flow } from './flow.ts';
import { type Operation, SRAM_START } from './operation.ts';
import type { StretchText } from './stretch-text.ts';

/** Data to compile a branch: visits of each word, and the return addresses of open calls. */
export interface Turning {
  readonly visits: Uint8Array | undefined;
  readonly calls: number[];
}

/** Adds a jump, call, return, branch or skip to a stretch. Returns false if its target is unknown. */
type TurnText = (to: StretchText, a: number, b: number, turning: Turning) => boolean;

interface Way {
  readonly to: number;
  readonly cycles: number;
}

const SREG_I = 0x80;
const SREG_T = 0x40;
const STACK_MAX = 0xfffd;

const jump =
  (cycles: number): TurnText =>
  (to, a) => {
    to.goOn(a, cycles);
    return true;
  };

const call =
  (cycles: number, words: number): TurnText =>
  (to, a, _b, { calls }) => {
    const { stack } = to;
    const home = to.at + words;
    to.leaveBefore(`${stack}<=${SRAM_START}`);
    to.add(`d[${stack}]=${home & 0xff};d[${stack}-1]=${home >> 8};`);
    to.setStack(`${stack}-2`);
    calls.push(home);
    to.goOn(a, cycles);
    return true;
  };

/** Emits the pop of the return address. Returns the name of that address. */
function popped(to: StretchText): string {
  const { stack } = to;
  const p = to.own('p');
  to.leaveBefore(`${stack}<${SRAM_START}||${stack}>${STACK_MAX}`);
  to.setStack(`${stack}+2`);
  to.add(`const ${p}=(d[${stack}-1]<<8|d[${stack}])%(f.length>>1);`);
  return p;
}

/** Text of RET. After a call within the stretch, execution continues there unless the stack was changed. */
const ret: TurnText = (to, _a, _b, { calls }) => {
  const p = popped(to);
  const home = calls.pop();
  if (home === undefined) to.end(p, 4);
  else {
    to.leaveAfter(`${p}!==${home}`, p, 4);
    to.goOn(home, 4);
  }
  return true;
};

/** Text of RETI. Ends the stretch: RETI enables interrupts, and the CPU checks for one after the next instruction. */
const reti: TurnText = (to) => {
  const p = popped(to);
  to.add(`s=s|${SREG_I};`);
  to.end(p, 4);
  return true;
};

const setFlag: TurnText = (to, a) => {
  if (a < SREG_T) to.makeFlags();
  to.add(`s=s|${a};`);
  if (a === SREG_I) to.end(to.at + 1, 1);
  else to.goOn(to.at + 1, 1);
  return true;
};

/** Continues on the more frequent side of a branch. Leaves the stretch for the other side. */
function part(to: StretchText, condition: string, taken: Way, not: Way, visits: Uint8Array | undefined): Way {
  const prefersTaken = (visits?.[taken.to] ?? 0) > (visits?.[not.to] ?? 0);
  const [way, other] = prefersTaken ? [taken, not] : [not, taken];
  to.leaveAfter(prefersTaken ? `!(${condition})` : condition, other.to, other.cycles);
  return way;
}

function flagged(to: StretchText, mask: number): string {
  if (mask === 1) return to.carry;
  if (mask === 2) return to.zero;
  if (mask < SREG_T) to.makeFlags();
  return `s&${mask}`;
}

const branch =
  (isTakenIfSet: boolean): TurnText =>
  (to, a, b, { visits }) => {
    const condition = isTakenIfSet ? flagged(to, b) : `!(${flagged(to, b)})`;
    const { to: next, cycles } = part(to, condition, { to: a, cycles: 2 }, { to: to.at + 1, cycles: 1 }, visits);
    to.goOn(next, cycles);
    return true;
  };

const skipped = (to: StretchText, b: number): Way => ({ to: to.at + 1 + (b >> 8), cycles: 1 + (b >> 8) });

const skip =
  (condition: (to: StretchText, a: number, b: number) => string): TurnText =>
  (to, a, b, { visits }) => {
    const not = { to: to.at + 1, cycles: 1 };
    const { to: next, cycles } = part(to, condition(to, a, b & 0xff), skipped(to, b), not, visits);
    to.goOn(next, cycles);
    return true;
  };

/** Text of a skip by a pin. Reading the pin may cause an event. */
const skipByPin =
  (isSet: boolean): TurnText =>
  (to, a, b, { visits }) => {
    const t = to.own('t');
    to.tellCycles(0);
    to.add(`const ${t}=c.readData(${a})&${b & 0xff};`);
    const not = { to: to.at + 1, cycles: 1 };
    const way = part(to, isSet ? t : `!${t}`, skipped(to, b), not, visits);
    to.leaveDisturbed(way.to, way.cycles);
    to.goOn(way.to, way.cycles);
    return true;
  };

export const turns: ReadonlyMap<Operation, TurnText> = new Map<Operation, TurnText>([
  [flow.jmp, jump(3)],
  [flow.rjmp, jump(2)],
  [flow.call, call(4, 2)],
  [flow.rcall, call(3, 1)],
  [flow.ret, ret],
  [flow.reti, reti],
  [flow.bset, setFlag],
  [flow.branchIfSet, branch(true)],
  [flow.branchIfClear, branch(false)],
  [flow.skipIfSet, skip((to, a, b) => `${to.register(a)}&${b}`)],
  [flow.skipIfClear, skip((to, a, b) => `!(${to.register(a)}&${b})`)],
  [flow.skipIfEqual, skip((to, a, b) => `${to.register(a)}===${to.register(b)}`)],
  [flow.skipIfPinSet, skipByPin(true)],
  [flow.skipIfPinClear, skipByPin(false)],
]);
