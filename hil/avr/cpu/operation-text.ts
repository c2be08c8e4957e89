import { arithmetic } from './arithmetic.ts';
import { flow } from './flow.ts';
import { memoryText } from './memory-text.ts';
import type { Operation } from './operation.ts';
import { type OperationText, type StretchText, simple } from './stretch-text.ts';
import { transfer } from './transfer.ts';

const add = (isChain: boolean): OperationText =>
  simple(1, (to, a, b) => {
    const [t, u, p, x] = ['t', 'u', 'p', 'x'].map((letter) => to.own(letter));
    const carry = isChain ? `+${to.carry}` : '';
    to.add(`const ${t}=${to.register(a)},${u}=${to.register(b)},${p}=${t}+${u}${carry},${x}=${p}&255;`);
    to.setRegister(a, `${x}`);
    to.setFlags({ text: `s=h.added(s,${t},${u},${p});`, carry: `(${p}>>8)`, zero: `(${x}===0)` });
  });

/** Text of a subtraction. Returns the name of the result. In a chain, Z stays clear unless all bytes were zero. */
function subtracted(to: StretchText, minuend: string, subtrahend: string, isChain: boolean): string {
  const [t, u, p, z] = ['t', 'u', 'p', 'z'].map((letter) => to.own(letter));
  const x = to.own('x');
  const carry = isChain ? `-${to.carry}` : '';
  const zero = isChain ? `${x}===0&&${to.zero}?2:0` : `${x}===0?2:0`;
  to.add(`const ${t}=${minuend},${u}=${subtrahend},${p}=${t}-${u}${carry},${x}=${p}&255,${z}=${zero};`);
  to.setFlags({ text: `s=h.taken(s,${t},${u},${p},${z});`, carry: `(${p}>>>31)`, zero: `${z}` });
  return x;
}

const subtract = (isConstant: boolean, isChain: boolean, keeps: boolean): OperationText =>
  simple(1, (to, a, b) => {
    const result = subtracted(to, to.register(a), isConstant ? `${b}` : to.register(b), isChain);
    if (keeps) to.setRegister(a, result);
  });

/** Text of a named result, with its flags except the carry. */
function stepped(to: StretchText, a: number, value: string, overflow: (x: string) => string): void {
  const x = to.own('x');
  const { carry } = to;
  to.add(`const ${x}=${value};`);
  to.setRegister(a, x);
  to.changeFlags({ text: `s=h.result(s,${x},${overflow(x)});`, carry, zero: `(${x}===0)` });
}

const logical = (operator: string, isConstant: boolean): OperationText =>
  simple(1, (to, a, b) => {
    stepped(to, a, `${to.register(a)}${operator}${isConstant ? b : to.register(b)}`, () => '0');
  });

const counted = (sign: string, overflowsAt: number): OperationText =>
  simple(1, (to, a) => {
    stepped(to, a, `${to.register(a)}${sign}1&255`, (x) => `${x}===${overflowsAt}?8:0`);
  });

const shifted = (result: (t: string, carry: string) => string): OperationText =>
  simple(1, (to, a) => {
    const t = to.own('t');
    const x = to.own('x');
    to.add(`const ${t}=${to.register(a)},${x}=${result(t, to.carry)};`);
    to.setRegister(a, x);
    to.changeFlags({ text: `s=h.shifted(s,${t},${x});`, carry: `(${t}&1)`, zero: `(${x}===0)` });
  });

const paired = (
  sign: string,
  overflow: (t: string, p: string) => string,
  carryOut: (t: string, p: string) => string,
): OperationText =>
  simple(2, (to, a, b) => {
    const t = to.own('t');
    const p = to.own('p');
    to.add(`const ${t}=${to.word(a)},${p}=${t}${sign}${b}&65535;`);
    to.setWord(a, p);
    const carry = carryOut(t, p);
    to.changeFlags({
      text: `s=h.paired(s,${p},${overflow(t, p)},${carry});`,
      carry: `((${carry})>>15&1)`,
      zero: `(${p}===0)`,
    });
  });

/** Texts of instructions that continue at the next word. The interpreter executes all others. */
export const straightText: ReadonlyMap<Operation, OperationText> = new Map<Operation, OperationText>([
  [arithmetic.add, add(false)],
  [arithmetic.adc, add(true)],
  [arithmetic.sub, subtract(false, false, true)],
  [arithmetic.sbc, subtract(false, true, true)],
  [arithmetic.subi, subtract(true, false, true)],
  [arithmetic.sbci, subtract(true, true, true)],
  [arithmetic.cp, subtract(false, false, false)],
  [arithmetic.cpc, subtract(false, true, false)],
  [arithmetic.cpi, subtract(true, false, false)],
  [arithmetic.neg, simple(1, (to, a) => to.setRegister(a, subtracted(to, '0', to.register(a), false)))],
  [arithmetic.and, logical('&', false)],
  [arithmetic.andi, logical('&', true)],
  [arithmetic.or, logical('|', false)],
  [arithmetic.ori, logical('|', true)],
  [arithmetic.eor, logical('^', false)],
  [
    arithmetic.com,
    simple(1, (to, a) => {
      const x = to.own('x');
      to.add(`const ${x}=255-${to.register(a)};`);
      to.setRegister(a, x);
      to.changeFlags({
        text: `s=h.result(s,${x},0)|1;`,
        carry: '1',
        zero: `(${x}===0)`,
      });
    }),
  ],
  [arithmetic.inc, counted('+', 0x80)],
  [arithmetic.dec, counted('-', 0x7f)],
  [arithmetic.lsr, shifted((t) => `${t}>>1`)],
  [arithmetic.asr, shifted((t) => `${t}>>1|${t}&128`)],
  [arithmetic.ror, shifted((t, carry) => `${t}>>1|${carry}<<7`)],
  [arithmetic.swap, simple(1, (to, a) => to.setRegister(a, `(${to.register(a)}<<4|${to.register(a)}>>4)&255`))],
  [
    arithmetic.mul,
    simple(2, (to, a, b) => {
      const p = to.own('p');
      to.add(`const ${p}=${to.register(a)}*${to.register(b)};`);
      to.setWord(0, p);
      to.changeFlags({
        text: `s=s&252|(${p}===0?2:0)|${p}>>15;`,
        carry: `(${p}>>15)`,
        zero: `(${p}===0)`,
      });
    }),
  ],
  [
    arithmetic.adiw,
    paired(
      '+',
      (t, p) => `~${t}&${p}`,
      (t, p) => `~${p}&${t}`,
    ),
  ],
  [
    arithmetic.sbiw,
    paired(
      '-',
      (t, p) => `${t}&~${p}`,
      (t, p) => `${p}&~${t}`,
    ),
  ],
  [transfer.mov, simple(1, (to, a, b) => to.setRegister(a, to.register(b)))],
  [
    transfer.movw,
    simple(1, (to, a, b) => {
      to.setRegister(a, to.register(b));
      to.setRegister(a + 1, to.register(b + 1));
    }),
  ],
  [transfer.ldi, simple(1, (to, a, b) => to.setRegister(a, `${b}`))],
  ...memoryText,
  [
    flow.bclr,
    simple(1, (to, a) => {
      if (a < 0x40) to.makeFlags();
      to.add(`s=s&${~a & 0xff};`);
    }),
  ],
  [flow.nop, simple(1, () => undefined)],
  [flow.bst, simple(1, (to, a, b) => to.add(`s=s&191|(${to.register(a)}&${b}?64:0);`))],
  [
    flow.bld,
    simple(1, (to, a, b) => {
      const register = to.register(a);
      to.setRegister(a, `s&64?${register}|${b}:${register}&${255 & ~b}`);
    }),
  ],
]);
