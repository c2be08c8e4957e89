import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { toolVersion } from '../../../hil/base/tool-version.ts';
import { dependencySpec } from '../../../hil/init/dependency.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-dependency-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes a folder with an installed package, as npm lists it. Returns the package's folder. */
function installedFrom(name: string, resolved: string): string {
  const modules = join(folder, name, 'node_modules');
  mkdirSync(join(modules, 'rollerloop'), { recursive: true });
  const list = { packages: { 'node_modules/rollerloop': { resolved } } };
  writeFileSync(join(modules, '.package-lock.json'), JSON.stringify(list));
  return join(modules, 'rollerloop');
}

describe('the dependency of a new project', () => {
  test('is the packed file that the package was installed from', () => {
    const root = installedFrom('packed', 'file:../rollerloop-0.1.0.tgz');
    expect(dependencySpec(join(folder, 'packed/my-pump'), root)).toBe('file:../../rollerloop-0.1.0.tgz');
  });

  test('is a version if the package came from a registry', () => {
    const root = installedFrom('released', 'https://registry.example.org/rollerloop-0.1.0.tgz');
    expect(dependencySpec(join(folder, 'released/my-pump'), root)).toBe(`^${toolVersion()}`);
  });

  test('is the checkout if there is one', () => {
    expect(dependencySpec(packagePath('my-pump'))).toBe('file:..');
  });
});
