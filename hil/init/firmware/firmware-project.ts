import { readFileSync } from 'node:fs';
import { packagePath } from '../../base/package-root.ts';

const SKELETON = 'hil/init/firmware/skeleton';
const HAL = 'hil/firmware/native';

/** Names of the shipped files by the folder that they are laid into. */
const skeletonNames = {
  '': ['README.md', 'Makefile', 'firmware.json'],
  'scenarios/': ['stall.yaml'],
  'src/': ['main.c', 'pump.h', 'pump.c', 'telemetry.h', 'telemetry.c', 'verbs.h', 'verbs.c'],
} as const;

interface LaidFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Returns the files of a project with a firmware in C. The hardware layer is copied, so that the project compiles alone.
 * `dependency` is where npm finds this package.
 */
export function firmwareFiles(name: string, dependency: string): readonly LaidFile[] {
  const manifest = {
    name,
    private: true,
    scripts: { test: 'make check' },
    devDependencies: { rollerloop: dependency },
  };
  return [
    { path: 'package.json', text: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: '.gitignore', text: 'node_modules/\nbuild/\n' },
    ...Object.entries(skeletonNames).flatMap(([folder, names]) =>
      names.map((file) => ({ path: `${folder}${file}`, text: skeletonText(file, name) })),
    ),
    ...['pump_hal.h', 'hal_native.c'].map((path) => ({ path: `hal/${path}`, text: shipped(`${HAL}/${path}`) })),
  ];
}

/** Returns the text of a file of the skeleton. The firmware takes the name of the project. */
function skeletonText(file: string, name: string): string {
  const text = shipped(`${SKELETON}/${file}`);
  return file === 'firmware.json' ? text.replace('"skeleton"', JSON.stringify(name)) : text;
}

function shipped(path: string): string {
  return readFileSync(packagePath(path), 'utf8');
}
