import { benchmarks } from './catalogue.ts';

/** One benchmark in a process of its own, so that it has its own compiled code and heap. */
const name = process.argv[2] ?? '';
const benchmark = await benchmarks[name]?.();
if (benchmark === undefined) throw new Error(`no benchmark is called ${name}`);
const figures = await benchmark.measure();
// Without a parent, as under a profiler, the figures are printed.
if (process.send === undefined) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else process.send(figures);
