import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyDeclarations } from '../../../hil/packing/declarations.ts';

describe('declarations for the package', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollerloop-declarations-'));
    mkdirSync(join(folder, 'from/below'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, text: string): void => writeFileSync(join(folder, 'from', file), text);
  const copy = (installed: readonly string[]): void =>
    copyDeclarations('entry.d.ts', join(folder, 'from'), join(folder, 'to'), installed);
  const isCopied = (file: string): boolean => existsSync(join(folder, 'to', file));

  test('are those that the entry reaches, also through a circle, and no others', () => {
    write('entry.d.ts', "export { type A } from './below/a.ts';\nexport type B = import('./b.js').B;\n");
    write('below/a.d.ts', "import type { B } from '../b.ts';\nexport interface A { readonly b: B }\n");
    write('b.d.ts', "import {\n  type A,\n} from './below/a.ts';\nexport interface B { readonly a: A }\n");
    write('unused.d.ts', "import 'zod';\n");
    copy([]);
    expect(['entry.d.ts', 'below/a.d.ts', 'b.d.ts'].filter((file) => !isCopied(file))).toEqual([]);
    expect(isCopied('unused.d.ts')).toBe(false);
  });

  test('may import a package that is installed with ours, also a module of it', () => {
    write('entry.d.ts', "import '@scope/name/module';\nimport type { CPU } from 'avr8js';\n");
    copy(['@scope/name', 'avr8js']);
    expect(isCopied('entry.d.ts')).toBe(true);
  });

  test.each([
    "import { z } from 'zod';",
    "export type A = import('zod').infer;",
    "import 'zod/mini';",
    "import 'node:fs';",
  ])('are refused where %s is bundled', (line) => {
    write('entry.d.ts', "export * from './below/a.ts';\n");
    write('below/a.d.ts', line);
    expect(() => copy(['zo', 'avr8js'])).toThrow(/below\/a\.d\.ts imports types from "(?:zod|node:)/);
    expect(isCopied('entry.d.ts')).toBe(false);
  });
});
