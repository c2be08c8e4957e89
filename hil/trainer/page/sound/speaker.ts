import type { Heard, ToneHeard } from './heard.ts';

/** Pitches of the alarm tones. The makers publish their pattern and no pitch: assumed. */
const TONE_HZ = [880, 660] as const;
const TONE_PART_S = 0.35;
/** Longest tone on the page. At a fast pace, a longer tone would cover the next alarm. */
const TONE_S_MAX = 3;
const CLICK = { hz: 1400, seconds: 0.02, gain: 0.16 };
const TICK = { hz: 260, seconds: 0.07, gain: 0.22 };
const HUM_GAIN = 0.05;
const TONE_GAIN = 0.12;

/** Plays what is heard. It exists only after a click of the user: browsers refuse sound before. */
export class Speaker {
  readonly #context: AudioContext;
  readonly #hum: OscillatorNode;
  readonly #humGain: GainNode;
  #toneUntilS = 0;

  private constructor(context: AudioContext) {
    this.#context = context;
    this.#hum = context.createOscillator();
    this.#hum.type = 'triangle';
    this.#humGain = context.createGain();
    this.#humGain.gain.value = 0;
    this.#hum.connect(this.#humGain).connect(context.destination);
    this.#hum.start();
  }

  /** Opens the browser's sound. Rejects if the browser has none or refuses it. */
  static async open(): Promise<Speaker> {
    const context = new AudioContext();
    await context.resume();
    if (context.state !== 'running') {
      void context.close();
      throw new Error(`the state of the sound is ${context.state}`);
    }
    return new Speaker(context);
  }

  play({ clicks, ticks, humHz, tones }: Heard): void {
    const now = this.#context.currentTime;
    if (clicks > 0) this.#sound(CLICK.hz, now, CLICK.seconds, CLICK.gain, 'square');
    if (ticks > 0) this.#sound(TICK.hz, now, TICK.seconds, TICK.gain, 'sine');
    this.#humGain.gain.setTargetAtTime(humHz > 0 ? HUM_GAIN : 0, now, 0.05);
    if (humHz > 0) this.#hum.frequency.setTargetAtTime(humHz, now, 0.05);
    const [tone] = tones;
    if (tone !== undefined && now >= this.#toneUntilS) this.#tone(tone, now);
  }

  close(): void {
    void this.#context.close();
  }

  /** A critical alarm alternates between two tones. A non-critical alarm has only the first tone. */
  #tone({ kind, seconds }: ToneHeard, now: number): void {
    const lengthS = Math.min(seconds, TONE_S_MAX);
    this.#toneUntilS = now + lengthS;
    for (let atS = 0, index = 0; atS < lengthS; atS += TONE_PART_S, index += 1) {
      const hz = kind === 'two-tone' ? (TONE_HZ[index % 2] ?? TONE_HZ[0]) : TONE_HZ[0];
      this.#sound(hz, now + atS, TONE_PART_S, TONE_GAIN, 'sine');
    }
  }

  #sound(hz: number, atS: number, seconds: number, loudness: number, type: OscillatorType): void {
    const oscillator = this.#context.createOscillator();
    const gain = this.#context.createGain();
    oscillator.type = type;
    oscillator.frequency.value = hz;
    gain.gain.setValueAtTime(0, atS);
    gain.gain.linearRampToValueAtTime(loudness, atS + 0.004);
    gain.gain.setTargetAtTime(0, atS + seconds * 0.7, seconds * 0.1);
    oscillator.connect(gain).connect(this.#context.destination);
    oscillator.start(atS);
    oscillator.stop(atS + seconds * 1.5);
  }
}
