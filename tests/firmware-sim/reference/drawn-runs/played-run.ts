import { framed } from '../../../protocol/bench-pair.ts';
import { crcOf, helloBody } from '../../telemetry-session.ts';
import { type Act, type DrawnRun, expectedMlPerDay, waitUs } from './drawn-run.ts';
import type { BedState, HeardLine, HeardTone, WireBed } from './wire-bed.ts';

/** Most motor steps of a run. */
const STEPS_MAX = 2000;
/** A run ends so long after its last act. */
const REST_US = 600_000_000;
/** A tone that begins later is not heard to its end. */
const TONE_US_MAX = 3_000_000;
const LOG_PAGES_READ = 4;

/** A request with its reply, and the rotor at that time. */
export interface Asked {
  readonly atUs: number;
  readonly request: string;
  readonly reply: string;
}

export interface RotorAt {
  readonly atUs: number;
  readonly act: string;
  readonly rotorDeg: number;
}

/** What came out of a run. */
export interface PlayedRun {
  readonly asked: readonly Asked[];
  readonly events: readonly HeardLine[];
  readonly tones: readonly HeardTone[];
  readonly rotors: readonly RotorAt[];
  readonly commandedSteps: number;
}

/** Order of the drafted fields in the checksum. */
const ORDER = ['PROGMODE', 'PROGRATE', 'PROGLOW', 'PROGCRIT', 'PROGNON', 'PROGVOL'];

const hex2 = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

/** A programmer that writes its lines by hand. */
class HandProgrammer {
  readonly asked: Asked[] = [];
  readonly #bed: WireBed;
  #session = 0;
  #sequence = 0;

  constructor(bed: WireBed) {
    this.#bed = bed;
  }

  open(): void {
    this.#session = (this.#session + 1) & 0xff;
    this.#sequence = 0;
    this.ask(helloBody);
  }

  ask(body: string): string {
    const atUs = this.#bed.nowUs();
    const from = this.#bed.lines.length;
    this.#bed.ask(framed(`>${hex2(this.#session)}.${hex2(this.#sequence)} ${body}`));
    this.#sequence = (this.#sequence + 1) & 0xff;
    const replies = this.#bed.lines.slice(from).filter(({ line }) => line.startsWith('<'));
    const reply = replies.map(({ line }) => line.slice(line.indexOf(' ') + 1, line.lastIndexOf('*'))).join(' | ');
    this.asked.push({ atUs, request: body, reply });
    return reply;
  }

  program({ lines, ends }: Extract<Act, { readonly do: 'program' }>): void {
    this.ask('PROGBEGIN');
    for (const line of lines) this.ask(line);
    const from = this.asked.length;
    for (const verb of ['THERAPY', 'RESERVOIR', 'ALARMS']) this.ask(`${verb} of=draft`);
    const readings = this.asked.splice(from);
    this.ask('PROGREAD');
    if (ends === 'cancel') this.ask('PROGCANCEL');
    // A draft shows the state after its commit. What it shows of a commit that the pump refuses is not defined.
    else if (this.ask(`PROGCOMMIT crc=${ends === 'commit' ? checksumOf(lines) : '1234'}`).startsWith('ok'))
      this.asked.push(...readings);
  }

  readLog(): void {
    for (let page = 0; page < LOG_PAGES_READ; page += 1) this.ask(`LOG page=${page}`);
  }
}

/** The programmer computes the sum of what it means, as the wire's document defines it. */
function checksumOf(lines: readonly string[]): string {
  const last = new Map(lines.map((line) => line.split(' ') as [string, string]));
  return crcOf(ORDER.map((verb) => (last.has(verb) ? ` ${last.get(verb)}` : '')).join(''));
}

/** Plays a run on a pump. */
export async function playedRun(run: DrawnRun, open: (state: BedState) => WireBed): Promise<PlayedRun> {
  const bed = open(run);
  try {
    const programmer = new HandProgrammer(bed);
    const rotors: RotorAt[] = [];
    const look = (act: string): void =>
      void rotors.push({ atUs: bed.nowUs(), act, rotorDeg: bed.body.drive.rotorDeg() });
    bed.toUs(1_000_003);
    programmer.open();
    bed.body.refill({ fillMl: run.reservoirMl, omit: ['interrogate', 'program'] });
    programmer.program({
      do: 'program',
      lines: ['PROGMODE mode=continuous', 'PROGRATE rate=0.500000', `PROGVOL vol=${run.reservoirMl.toFixed(6)}`],
      ends: 'commit',
    });
    let mlPerDay = 0.5;
    let dueUs = bed.nowUs();
    for (const drawn of run.acts) {
      // The time of an act does not depend on how long the replies before it took.
      dueUs += waitUs(drawn, mlPerDay);
      bed.toUs(Math.max(dueUs, bed.nowUs()));
      look(JSON.stringify(drawn.act));
      perform(drawn.act, bed, programmer);
      mlPerDay = expectedMlPerDay(mlPerDay, drawn.act);
      if (bed.body.drive.commandedSteps() > STEPS_MAX) break;
    }
    bed.toUs(bed.nowUs() + REST_US);
    look('end');
    programmer.ask('INTERROGATE');
    programmer.readLog();
    const events = bed.lines.filter(({ line }) => line.startsWith('!'));
    const tones = bed.tones.filter(({ atUs }) => atUs < bed.nowUs() - TONE_US_MAX);
    return { asked: programmer.asked, events, tones, rotors, commandedSteps: bed.body.drive.commandedSteps() };
  } finally {
    await bed.close();
  }
}

function perform(act: Act, bed: WireBed, programmer: HandProgrammer): void {
  if (act.do === 'ask') programmer.ask(act.request.join(' '));
  else if (act.do === 'program') programmer.program(act);
  else if (act.do === 'open a session') programmer.open();
  else if (act.do === 'read log') programmer.readLog();
  else if (act.do === 'field') bed.body.setField(act.exposure);
  else if (act.do === 'no field') bed.body.removeField();
  else refill(act, bed, programmer);
}

function refill(
  { fillMl, toldMl }: Extract<Act, { readonly do: 'refill' }>,
  { body }: WireBed,
  programmer: HandProgrammer,
): void {
  const filled = body.refill({ fillMl, omit: ['interrogate', 'program'] });
  if (!filled.ok || toldMl === undefined) return;
  programmer.program({ do: 'program', lines: [`PROGVOL vol=${toldMl.toFixed(6)}`], ends: 'commit' });
}
