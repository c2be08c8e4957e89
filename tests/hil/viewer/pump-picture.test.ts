import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import type { Look } from '../../../hil/viewer/pump/look.ts';
import { PumpPicture, type PumpPictureProps } from '../../../hil/viewer/pump/pump-picture.tsx';
import { type PumpView, pumpViewOf } from '../../../hil/viewer/pump/pump-view.ts';

function pumpOf(id: string): PumpView {
  const product = products.find((one) => one.id === id);
  if (product === undefined) throw new RangeError(`no product ${id}`);
  return pumpViewOf(product);
}

const withRotor = pumpOf('synchromed-ii');
const looks: readonly Look[] = ['film', 'drawing', 'truth'];

function picture(props: Partial<PumpPictureProps> = {}): string {
  return renderToString(h(PumpPicture, { pump: withRotor, look: 'truth', label: 'Rotor at 18 deg', ...props }));
}

function countOf(text: string, part: RegExp): number {
  return text.match(part)?.length ?? 0;
}

describe('the picture of a pump with rollers', () => {
  test.each([2, 3, 4])('has %d rollers', (rollerCount) => {
    const { drive } = withRotor;
    const pump: PumpView = { ...withRotor, drive: { ...drive, rollerCount } as PumpView['drive'] };

    expect(countOf(picture({ pump }), /part-roller roller/g)).toBe(rollerCount);
  });

  test('turns its rotor to the given angle, within a turn', () => {
    expect(picture({ rotorDeg: 378 })).toContain('class="solid-rotor" transform="rotate(18)"');
    expect(picture({ rotorDeg: -30 })).toContain('class="solid-rotor" transform="rotate(330)"');
  });

  test('has an index mark in drawing and truth, but not on film', () => {
    expect(looks.map((look) => picture({ look }).includes('index-mark'))).toEqual([false, true, true]);
  });

  test('has an index mark on film for a product whose films show one', () => {
    const { drive } = withRotor;
    const pump: PumpView = { ...withRotor, drive: { ...drive, hasIndexMark: true } as PumpView['drive'] };

    expect(picture({ look: 'film', pump })).toContain('index-mark');
  });

  test('is mirrored for a flipped pump', () => {
    expect(picture({ isFlipped: true })).toContain('scale(-1 1)');
    expect(picture()).not.toContain('scale(-1 1)');
  });

  test('shows the commanded rotor over the true one', () => {
    expect(picture({ commandedDeg: 84 })).toContain('class="ghost" transform="rotate(84)"');
    expect(picture()).not.toContain('ghost');
  });

  test('shows the angle that is missing as an arc, and a ring from a turn on', () => {
    expect(picture({ rotorDeg: 18, commandedDeg: 84 })).toContain('<path class="gap-arc"');
    expect(picture({ rotorDeg: 18, commandedDeg: 400 })).toContain('<circle class="gap-arc"');
    for (const rotorDeg of [82, 90, null]) expect(picture({ rotorDeg, commandedDeg: 84 })).not.toContain('gap-arc');
  });

  test('crosses a blocked catheter, and stops its drug, only in the truth', () => {
    const blocked = looks.map((look) => picture({ look, isCatheterBlocked: true }));
    expect(blocked.map((text) => text.includes('class="block"'))).toEqual([false, false, true]);
    expect(countOf(picture(), /part-grain/g) - countOf(blocked[2] ?? '', /part-grain/g)).toBe(1);
  });

  test('draws a lid in place of the drive', () => {
    const closed = picture({ look: 'drawing', lid: 'lid' });
    expect(closed).toContain('lid');
    expect(closed).not.toMatch(/solid-rotor|part-tube/);
  });

  test('shows a ring for a rotor that turns more than 20 deg a frame', () => {
    expect(picture({ turnPerFrameDeg: 20 })).toContain('solid-rotor');
    expect(picture({ turnPerFrameDeg: -20.1 })).toContain('blurred');
    expect(picture({ turnPerFrameDeg: 20.1 })).not.toContain('solid-rotor');
  });

  test('moves the drug by its own angle if drug slips back', () => {
    const offsets = [0, 10].map(
      (drugDeg) => /stroke-dashoffset="([^"]*)"/.exec(picture({ rotorDeg: 50, drugDeg }))?.[1],
    );

    expect(offsets).toEqual(['0.00', '-11.69']);
  });
});

describe('the picture of a pump without rollers', () => {
  test.each(['prometra', 'prometra-ii', 'siromedes'])('of %s has no roller to read', (id) => {
    for (const look of looks) expect(countOf(picture({ pump: pumpOf(id), look }), /solid-rotor|arm"/g)).toBe(0);
  });

  test('opens one valve of a Prometra at a time, and both in a strong field', () => {
    const valves = (props: Partial<PumpPictureProps>): readonly string[] =>
      [...picture({ pump: pumpOf('prometra'), ...props }).matchAll(/valve is-(open|shut)/g)].map(([, is = '']) => is);

    expect(valves({ cycles: 3.2 })).toEqual(['open', 'shut']);
    expect(valves({ cycles: 3.7 })).toEqual(['shut', 'open']);
    expect(valves({ cycles: 3.7, valves: 'open' })).toEqual(['open', 'open']);
  });

  test('shuts the third valve of a Prometra II alone', () => {
    const text = picture({ pump: pumpOf('prometra-ii'), valves: 'shut' });

    expect([...text.matchAll(/valve is-(open|shut)/g)].map(([, is]) => is)).toEqual(['open', 'open', 'shut']);
  });
});

test.each(looks)('a picture as %s has no style attribute, which a security policy would drop', (look) => {
  for (const product of products) expect(picture({ pump: pumpViewOf(product), look })).not.toContain('style=');
});
