import { arithmetic } from './arithmetic.ts';
import { flow } from './flow.ts';
import { type Operation, SREG } from './operation.ts';
import { transfer } from './transfer.ts';

/**
 * Where a stretch of straight code stands, for its text: `d` is the memory, `s` the flags, `f` the flash; t u r p n v are
 * scratch. `leave` ends the stretch before this instruction, with everything in order.
 */
export interface TextPlace {
  readonly leave: string;
}

export type OperationText = (a: number, b: number, place: TextPlace) => string;

const signs = 'n=r>>5&4;';
const flagged = (kept: number, overflow: string, rest: string): string =>
  `${signs}v=${overflow}>>4&8;s=s&${kept}|(r===0?2:0)|n|v|(n<<2^v<<1)${rest};`;

const add = (carry: string): OperationText => {
  const flags = flagged(0xc0, '((r^u)&(t^r))', '|p>>8|((t&u|u&~r|~r&t)<<2&32)');
  return (a, b) => `t=d[${a}];u=d[${b}];p=t+u${carry};r=p&255;d[${a}]=r;${flags}`;
};

const borrow = '|(p<0?1:0)|((~t&u|u&r|r&~t)<<2&32)';
const subtracted = flagged(0xc0, '((t^u)&(t^r))', borrow);
const subtractedOn = `z=r===0?s&2:0;${signs}v=((t^u)&(t^r))>>4&8;s=s&192|z|n|v|(n<<2^v<<1)${borrow};`;
const subtract =
  (isConstant: boolean, isChain: boolean, keeps: boolean): OperationText =>
  (a, b) => {
    const u = isConstant ? `${b}` : `d[${b}]`;
    const store = keeps ? `d[${a}]=r;` : '';
    return `t=d[${a}];u=${u};p=t-u${isChain ? '-(s&1)' : ''};r=p&255;${store}${isChain ? subtractedOn : subtracted}`;
  };

const logical =
  (operator: string, isConstant: boolean): OperationText =>
  (a, b) =>
    `r=d[${a}]${operator}${isConstant ? b : `d[${b}]`};d[${a}]=r;${signs}s=s&225|(r===0?2:0)|n|n<<2;`;

const stepped =
  (sign: string, overflowsAt: number): OperationText =>
  (a) =>
    `r=d[${a}]${sign}1&255;d[${a}]=r;${signs}v=r===${overflowsAt}?8:0;s=s&225|(r===0?2:0)|n|v|(n<<2^v<<1);`;

const shifted =
  (result: string): OperationText =>
  (a) =>
    `t=d[${a}];r=${result};d[${a}]=r;n=r>>5&4;v=n>>2^t&1;s=s&224|(r===0?2:0)|t&1|n|v<<3|(n>>2^v)<<4;`;

const paired =
  (sign: string, overflow: string, carryOut: string): OperationText =>
  (a, b) =>
    `t=d[${a}]|d[${a + 1}]<<8;p=t${sign}${b}&65535;d[${a}]=p;d[${a + 1}]=p>>8;n=p>>13&4;v=(${overflow})>>12&8;` +
    `s=s&224|(p===0?2:0)|n|v|(n<<2^v<<1)|(${carryOut})>>15&1;`;

/** Below this address a register may be hooked: such a load or store is left to the processor itself. */
const reached = ({ leave }: TextPlace): string => `if(p<256){${leave}}`;
const pointer = (low: number): string => `p=d[${low}]|d[${low + 1}]<<8;`;
const pointed = (low: number, value: string): string => `d[${low}]=${value};d[${low + 1}]=${value}>>8;`;

const load =
  (low: number | undefined, after: string): OperationText =>
  (a, b, place) => {
    const base = low ?? b;
    const offset = low === undefined ? '' : `p+=${b};`;
    return `${pointer(base)}${offset}${reached(place)}d[${a}]=d[p];${after === '' ? '' : `p=p+1&65535;${pointed(base, 'p')}`}`;
  };

const store =
  (low: number | undefined, after: string): OperationText =>
  (a, b, place) => {
    const base = low ?? b;
    const offset = low === undefined ? '' : `p+=${b};`;
    return `${pointer(base)}${offset}${reached(place)}d[p]=d[${a}];${after === '' ? '' : `p=p+1&65535;${pointed(base, 'p')}`}`;
  };

const before =
  (body: string): OperationText =>
  (a, b, place) =>
    `${pointer(b)}p=p-1&65535;${reached(place)}${body.replaceAll('A', `${a}`).replace('P', pointed(b, 'p'))}`;

const stack = 'p=d[93]|d[94]<<8;';

/** Straight instructions as JavaScript. What is missing here is executed one by one. */
export const straightText: ReadonlyMap<Operation, OperationText> = new Map<Operation, OperationText>([
  [arithmetic.add, add('')],
  [arithmetic.adc, add('+(s&1)')],
  [arithmetic.sub, subtract(false, false, true)],
  [arithmetic.sbc, subtract(false, true, true)],
  [arithmetic.subi, subtract(true, false, true)],
  [arithmetic.sbci, subtract(true, true, true)],
  [arithmetic.cp, subtract(false, false, false)],
  [arithmetic.cpc, subtract(false, true, false)],
  [arithmetic.cpi, subtract(true, false, false)],
  [arithmetic.neg, (a) => `t=0;u=d[${a}];p=-u;r=p&255;d[${a}]=r;${subtracted}`],
  [arithmetic.and, logical('&', false)],
  [arithmetic.andi, logical('&', true)],
  [arithmetic.or, logical('|', false)],
  [arithmetic.ori, logical('|', true)],
  [arithmetic.eor, logical('^', false)],
  [arithmetic.com, (a) => `r=255-d[${a}];d[${a}]=r;${signs}s=s&224|1|(r===0?2:0)|n|n<<2|s&32;`],
  [arithmetic.inc, stepped('+', 0x80)],
  [arithmetic.dec, stepped('-', 0x7f)],
  [arithmetic.lsr, shifted('t>>1')],
  [arithmetic.asr, shifted('t>>1|t&128')],
  [arithmetic.ror, shifted('t>>1|(s&1)<<7')],
  [arithmetic.swap, (a) => `t=d[${a}];d[${a}]=t<<4|t>>4;`],
  [arithmetic.mul, (a, b) => `p=d[${a}]*d[${b}];d[0]=p;d[1]=p>>8;s=s&252|(p===0?2:0)|p>>15;`],
  [arithmetic.adiw, paired('+', '~t&p&32768', '~p&t&32768')],
  [arithmetic.sbiw, paired('-', 't&~p&32768', 'p&~t&32768')],
  [transfer.mov, (a, b) => `d[${a}]=d[${b}];`],
  [transfer.movw, (a, b) => `d[${a}]=d[${b}];d[${a + 1}]=d[${b + 1}];`],
  [transfer.ldi, (a, b) => `d[${a}]=${b};`],
  [transfer.lds, (a, b) => `d[${a}]=d[${b}];`],
  [transfer.sts, (a, b) => `d[${b}]=d[${a}];`],
  [transfer.ld, load(undefined, '')],
  [transfer.loadIncrement, load(undefined, '+')],
  [transfer.loadDecrement, before('Pd[A]=d[p];')],
  [transfer.loadFromY, load(28, '')],
  [transfer.loadFromZ, load(30, '')],
  [transfer.st, store(undefined, '')],
  [transfer.storeIncrement, store(undefined, '+')],
  [transfer.storeDecrement, before('t=d[A];Pd[p]=t;')],
  [transfer.storeToY, store(28, '')],
  [transfer.storeToZ, store(30, '')],
  [transfer.push, (a) => `${stack}d[p]=d[${a}];p--;${pointed(93, 'p')}`],
  [transfer.pop, (a) => `${stack}p=p+1&65535;${pointed(93, 'p')}d[${a}]=d[p];`],
  [transfer.lpm, (a) => `${pointer(30)}d[${a}]=f[p];`],
  [transfer.lpmIncrement, (a) => `${pointer(30)}d[${a}]=f[p];p=p+1&65535;${pointed(30, 'p')}`],
  [transfer.in, (a, b) => `d[${a}]=${b === SREG ? 's' : `d[${b}]`};`], // of flags and stack pointer alone
  [flow.bclr, (a) => `s=s&~${a};`],
  [flow.nop, () => ''],
  [flow.bst, (a, b) => `s=s&191|(d[${a}]&${b}?64:0);`],
  [flow.bld, (a, b) => `d[${a}]=s&64?d[${a}]|${b}:d[${a}]&${255 & ~b};`],
]);

const returnAddress = (at: number): string => `${stack}d[p]=${at & 0xff};d[p-1]=${at >> 8};p-=2;${pointed(93, 'p')}`;
const returned = `${stack}p=p+2&65535;${pointed(93, 'p')}c.pc=(d[p-1]<<8|d[p])%(f.length>>1);`;

/** Where a stretch goes on, or leaves on a condition. */
export interface Turn {
  readonly text: string;
  /** Word at which it goes on; undefined where it ends, `text` having set the program counter. */
  readonly to: number | undefined;
  readonly cycles: number;
  /** Where it leaves if the condition holds, and how many cycles that takes. */
  readonly leaves?: { readonly condition: string; readonly to: number; readonly cycles: number };
}

type TurnOf = (a: number, b: number, at: number) => Turn;

const jump =
  (cycles: number): TurnOf =>
  (a) => ({ text: '', to: a, cycles });
const call =
  (cycles: number, words: number): TurnOf =>
  (a, _b, at) => ({ text: returnAddress(at + words), to: a, cycles });
const branch =
  (not: string): TurnOf =>
  (a, b, at) => ({ text: '', to: at + 1, cycles: 1, leaves: { condition: `${not}(s&${b})`, to: a, cycles: 2 } });
const skip =
  (condition: (a: number, b: number) => string): TurnOf =>
  (a, b, at) => {
    const words = b >> 8;
    const leaves = { condition: condition(a, b & 0xff), to: at + 1 + words, cycles: 1 + words };
    return { text: '', to: at + 1, cycles: 1, leaves };
  };

/** What changes the way: a stretch follows jumps and calls, and leaves where a branch is taken. */
export const turns: ReadonlyMap<Operation, TurnOf> = new Map<Operation, TurnOf>([
  [flow.jmp, jump(3)],
  [flow.rjmp, jump(2)],
  [flow.call, call(4, 2)],
  [flow.rcall, call(3, 1)],
  [flow.ret, () => ({ text: returned, to: undefined, cycles: 4 })],
  // Whoever may have allowed interrupts ends: the processor looks for one behind the instruction that follows.
  [flow.reti, () => ({ text: `${returned}s=s|128;`, to: undefined, cycles: 4 })],
  [transfer.out, (a, _b, at) => ({ text: `s=d[${a}];c.pc=${at + 1};`, to: undefined, cycles: 1 })], // of the flags alone
  [flow.bset, (a, _b, at) => ({ text: `s=s|${a};c.pc=${at + 1};`, to: undefined, cycles: 1 })],
  [flow.branchIfSet, branch('')],
  [flow.branchIfClear, branch('!')],
  [flow.skipIfSet, skip((a, b) => `d[${a}]&${b}`)],
  [flow.skipIfClear, skip((a, b) => `!(d[${a}]&${b})`)],
  [flow.skipIfEqual, skip((a, b) => `d[${a}]===d[${b}]`)],
]);
