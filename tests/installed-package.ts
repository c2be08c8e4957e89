import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../hil/base/package-root.ts';
import { nextTurn, wallNowUs } from '../hil/base/wall-clock.ts';

const SERVED_US_MAX = 15_000_000;
const INSTALLING = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];

/** Returns standard output. Throws with the whole output if the status is not 0. */
export function run(folder: string, program: string, ...args: string[]): string {
  const ended = spawnSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (ended.status === 0) return ended.stdout;
  const call = [program, ...args].join(' ');
  throw new Error(`${call}: ${ended.error ?? `status ${ended.status}`}\n${ended.stdout}\n${ended.stderr}`);
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Files below a folder, relative to it, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The package as npm packs it, installed into an otherwise empty folder. */
export class InstalledPackage {
  /** Assigned once, from mkdtemp. Cleanup removes this exact path and no path derived from it. */
  readonly #scratch = mkdtempSync(join(tmpdir(), 'rollerloop-packing-'));
  /** Folder of the program that installs the package. */
  readonly consumer = join(this.#scratch, 'consumer');
  readonly folder = join(this.consumer, 'node_modules/rollerloop');
  /** Project that `rollerloop init` writes. */
  readonly project = join(this.#scratch, 'project');
  /** Project that `rollerloop init --firmware` writes. */
  readonly firmwareProject = join(this.#scratch, 'my-pump');
  readonly #served: ChildProcess[] = [];

  constructor() {
    run(packagePath('.'), 'npm', 'pack', '--pack-destination', this.#scratch);
    const [tarball = ''] = readdirSync(this.#scratch).filter((name) => name.endsWith('.tgz'));
    mkdirSync(this.consumer);
    const manifest = { name: 'consumer', private: true, type: 'module' };
    writeFileSync(join(this.consumer, 'package.json'), JSON.stringify(manifest));
    run(this.consumer, 'npm', 'install', ...INSTALLING, join(this.#scratch, tarball));
  }

  /** Writes a project with the installed program, and installs what it depends on. */
  layProject(): void {
    this.rollerloop('init', this.project);
    run(this.project, 'npm', 'install', ...INSTALLING);
  }

  /** Writes a project with a firmware in C, and installs what it depends on. */
  layFirmwareProject(): void {
    this.rollerloop('init', '--firmware', this.firmwareProject);
    run(this.firmwareProject, 'npm', 'install', ...INSTALLING);
  }

  /** Runs a command line of the installed program and returns its standard output. Throws unless its status is 0. */
  rollerloop(...args: string[]): string {
    return run(this.consumer, join(this.consumer, 'node_modules/.bin/rollerloop'), ...args);
  }

  /** Starts a command that serves a port. Resolves when the port exists. `endServing` ends the command. */
  async serve(link: string, ...args: string[]): Promise<void> {
    const command = [join(this.folder, 'hil/rollerloop.cjs'), ...args, '--link', link];
    const child = spawn(process.execPath, command, { cwd: this.consumer, stdio: 'ignore' });
    this.#served.push(child);
    const endUs = wallNowUs() + SERVED_US_MAX;
    while (!existsSync(join(this.consumer, link))) {
      if (wallNowUs() > endUs || child.exitCode !== null) throw new Error(`"${args.join(' ')}" served no port`);
      await nextTurn();
    }
  }

  async endServing(): Promise<void> {
    for (const child of this.#served.splice(0)) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGINT')) await ended;
    }
  }

  /** Text of every built program file. */
  builtTexts(): readonly string[] {
    return filesBelow(join(this.folder, 'dist'))
      .filter((file) => /\.c?js$/.test(file))
      .map((file) => readFileSync(join(this.folder, 'dist', file), 'utf8'));
  }

  remove(): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}
