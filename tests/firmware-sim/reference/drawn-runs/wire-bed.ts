import { US_PER_SECOND } from '../../../../firmware-sim/base/time-units.ts';
import { lane, VirtualClock } from '../../../../firmware-sim/base/virtual-clock.ts';
import { Pump } from '../../../../firmware-sim/pump.ts';
import { PumpBody } from '../../../../firmware-sim/pump-body.ts';
import { TelemetryServer } from '../../../../firmware-sim/telemetry/telemetry-server.ts';
import { isEvent } from '../../../../firmware-sim/trace/record.ts';
import { Trace } from '../../../../firmware-sim/trace/trace.ts';
import { openEmulated } from '../../../../hil/firmware/emulated/open-emulated.ts';
import { firmwareChosen } from '../../../../hil/firmware/firmware-choice.ts';
import { FirmwareHost } from '../../../../hil/firmware/firmware-host.ts';
import { openNative } from '../../../../hil/firmware/native/open-native.ts';
import { OrderBook } from '../../../../hil/firmware/order-book.ts';
import { bytesOf } from '../../../../protocol/tables/ascii.ts';
import { theProduct } from '../../pump-run.ts';

/** A tone that begins out of silence, with its class. */
export interface HeardTone {
  readonly atUs: number;
  readonly class: 'critical' | 'non-critical';
}

/** A line of the pump on the telemetry wire. */
export interface HeardLine {
  readonly atUs: number;
  readonly line: string;
}

/** A pump alone on its clock: its plant, some firmware, and the bytes of its telemetry wire. */
export interface WireBed {
  readonly body: PumpBody;
  readonly lines: readonly HeardLine[];
  readonly tones: readonly HeardTone[];
  nowUs(): number;
  /** Sends a line, and runs until its reply is there. */
  ask(line: string): void;
  toUs(timeUs: number): void;
  close(): Promise<void>;
}

/** Choices of a bed. The reservoir is full at first. */
export interface BedState {
  readonly seed: number;
}

/** Longest time to a reply. On the chip, the bytes of the longest line take some 40 ms. */
const REPLY_US_MAX = 2_000_000;
/** Time from the start of a critical tone to its second pitch, by which it differs from the other tone. */
const SECOND_PITCH_US = 500_000;

/** Cuts the bytes of the wire into lines with the times of their ends. */
class LineLog {
  readonly lines: HeardLine[] = [];
  #text = '';

  hear(bytes: Uint8Array, atUs: number): void {
    this.#text += Buffer.from(bytes).toString('latin1');
    const parts = this.#text.split('\n');
    this.#text = parts.pop() ?? '';
    for (const part of parts) this.lines.push({ atUs, line: part.trimEnd() });
  }
}

function traceOf(clock: VirtualClock): Trace {
  return new Trace({ pumpUs: () => clock.nowUs(), boardUs: () => 0, forgets: true });
}

/** Opens a pump with the TypeScript model as its firmware. */
export function modelBed({ seed }: BedState): WireBed {
  const clock = new VirtualClock();
  const trace = traceOf(clock);
  const pump = new Pump({ product: theProduct(), clock, trace, seed });
  const log = new LineLog();
  const tones: HeardTone[] = [];
  let soundingUntilUs = 0;
  const server = new TelemetryServer({
    pump,
    trace,
    pumpClock: clock,
    wireClock: clock,
    send: (bytes) => log.hear(bytes, clock.nowUs()),
  });
  trace.listen((record) => {
    if (isEvent(record) && record.e === 'pump.tone')
      soundingUntilUs = soundTone(tones, record as unknown as ToneRecord, clock.nowUs(), soundingUntilUs);
  });
  pump.begin();
  server.boot();
  return {
    body: pump,
    lines: log.lines,
    tones,
    nowUs: () => clock.nowUs(),
    ask: (line) => {
      server.receive(bytesOf(line));
      clock.advanceTo(clock.nowUs());
    },
    toUs: (timeUs) => clock.advanceTo(timeUs),
    close: async () => server.close(),
  };
}

/** Opens a pump with a firmware under test, as `--firmware` names it. */
export function foreignBed(firmwareName: string, { seed }: BedState): WireBed {
  const choice = firmwareChosen(firmwareName);
  if (choice === undefined) throw new Error(`${firmwareName} is the model`);
  const firmware = choice.kind === 'native' ? openNative(choice) : openEmulated(choice);
  const clock = new VirtualClock();
  const trace = traceOf(clock);
  const product = theProduct();
  const body = new PumpBody({ product, clock, trace, seed, stepsSingly: true });
  const orders = new OrderBook({
    clock: clock.lane(lane.pumpAlarm),
    product,
    startWeekMinutes: 0,
    onChange: () => body.recordUndelivered(),
    onReset: () => host.reset('brown-out'),
  });
  const host = new FirmwareHost({ firmware, body, clock, trace });
  body.connect(orders);
  const log = new LineLog();
  const tones: HeardTone[] = [];
  host.onBytes = (bytes) => log.hear(bytes, clock.nowUs());
  hearTones(host, clock, tones);
  body.begin();
  orders.begin();
  host.begin();
  const until = (done: () => boolean, boundUs: number): void => {
    while (!done()) {
      if (host.prepare(boundUs)) continue;
      if (!clock.fireNext(boundUs)) {
        clock.advanceTo(boundUs);
        return;
      }
    }
  };
  return {
    body,
    lines: log.lines,
    tones,
    nowUs: () => clock.nowUs(),
    ask: (line) => {
      const from = log.lines.length;
      host.receive(bytesOf(line));
      until(() => log.lines.slice(from).some((one) => one.line.startsWith('<')), clock.nowUs() + REPLY_US_MAX);
    },
    toUs: (timeUs) => until(() => false, timeUs),
    close: () => host.close(),
  };
}

interface ToneRecord {
  readonly class: HeardTone['class'];
  readonly seconds: number;
}

/** Notes a tone. One that begins while another sounds replaces it, as on one piezo. Returns the end of the sound. */
function soundTone(tones: HeardTone[], tone: ToneRecord, nowUs: number, untilUs: number): number {
  const last = tones.at(-1);
  if (last === undefined || nowUs > untilUs) tones.push({ atUs: nowUs, class: tone.class });
  else if (tone.class === 'critical' || nowUs < last.atUs + SECOND_PITCH_US)
    tones[tones.length - 1] = { atUs: last.atUs, class: tone.class };
  return nowUs + tone.seconds * US_PER_SECOND;
}

/** A critical alarm sounds two pitches, another one a single pitch. */
function hearTones(host: FirmwareHost, clock: VirtualClock, tones: HeardTone[]): void {
  let before = 0;
  host.outputs.onTone = (hertz) => {
    const last = tones.length - 1;
    if (before === 0 && hertz > 0) tones.push({ atUs: clock.nowUs(), class: 'non-critical' });
    else if (hertz > 0) tones[last] = { atUs: tones[last]?.atUs ?? 0, class: 'critical' };
    before = hertz;
  };
}
