import { arithmetic } from './arithmetic.ts';
import { flow } from './flow.ts';
import type { Operation } from './operation.ts';
import { transfer } from './transfer.ts';

/**
 * Where a stretch of straight code stands, for its text: `d` is the memory, `s` the flags, `f` the flash; t u r p n v are
 * scratch. `leave(n)` ends the stretch before its instruction n, with everything in order.
 */
export interface TextPlace {
  readonly leave: string;
  /** Word address of the instruction. */
  readonly at: number;
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
  [transfer.in, (a) => `d[${a}]=s;`], // of the flags alone
  [flow.bclr, (a) => `s=s&~${a};`],
  [flow.nop, () => ''],
  [flow.bst, (a, b) => `s=s&191|(d[${a}]&${b}?64:0);`],
  [flow.bld, (a, b) => `d[${a}]=s&64?d[${a}]|${b}:d[${a}]&${255 & ~b};`],
]);

const returnAddress = (at: number): string => `${stack}d[p]=${at & 0xff};d[p-1]=${at >> 8};p-=2;${pointed(93, 'p')}`;
const either = (condition: string, to: number, next: number, taken: number, not: number): string =>
  `if(${condition}){c.pc=${to};k+=${taken};}else{c.pc=${next};k+=${not};}`;
const skip =
  (condition: (a: number, b: number) => string): OperationText =>
  (a, b, { at }) =>
    either(condition(a, b), at + 1 + (b >> 8), at + 1, 1 + (b >> 8), 1);

/** What ends a stretch: sets the program counter and adds its own cycles to `k`. */
export const endingText: ReadonlyMap<Operation, OperationText> = new Map<Operation, OperationText>([
  [flow.jmp, (a) => `c.pc=${a};k+=3;`],
  [flow.rjmp, (a) => `c.pc=${a};k+=2;`],
  [flow.call, (a, _b, { at }) => `${returnAddress(at + 2)}c.pc=${a};k+=4;`],
  [flow.rcall, (a, _b, { at }) => `${returnAddress(at + 1)}c.pc=${a};k+=3;`],
  [flow.ret, () => `${stack}p=p+2&65535;${pointed(93, 'p')}c.pc=(d[p-1]<<8|d[p])%(f.length>>1);k+=4;`],
  [flow.branchIfSet, (a, b, { at }) => either(`s&${b}`, a, at + 1, 2, 1)],
  [flow.branchIfClear, (a, b, { at }) => either(`!(s&${b})`, a, at + 1, 2, 1)],
  [flow.skipIfSet, skip((a, b) => `d[${a}]&${b & 0xff}`)],
  [flow.skipIfClear, skip((a, b) => `!(d[${a}]&${b & 0xff})`)],
  [flow.skipIfEqual, skip((a, b) => `d[${a}]===d[${b & 0xff}]`)],
]);
