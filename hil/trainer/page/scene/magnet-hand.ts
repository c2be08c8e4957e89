import { type Signal, signal } from '@preact/signals';
import type { Player } from '../play/player.ts';
import { type MagnetPlace, magnetEntry, placeByRun } from './magnet-place.ts';

/** A drag writes at most five entries a second. */
const WRITE_MS = 200;

/** The hand that holds the magnet: shows it at once, and writes its places into the run at most five times a second. */
export class MagnetHand {
  /** Place while the user holds the magnet; `away` if it is held far from the pump. Undefined: the run says where it is. */
  readonly held: Signal<MagnetPlace | 'away' | undefined> = signal(undefined);
  readonly isFlat: Signal<boolean> = signal(false);
  readonly #player: Player;
  #written = '';
  #waitMs = 0;

  constructor(player: Player) {
    this.#player = player;
  }

  /** Holds the magnet at a place. */
  move(place: MagnetPlace | 'away'): void {
    this.held.value = place;
  }

  /** Turns the magnet flat or on edge, where it is. */
  async flip(): Promise<void> {
    this.isFlat.value = !this.isFlat.value;
    const moment = this.#player.moment.value;
    const place = moment === undefined ? undefined : placeByRun(moment.field);
    if (place !== undefined) await this.#player.act(magnetEntry({ ...place, isFlat: this.isFlat.value }));
  }

  /** Releases the magnet. It stays where it is. */
  async release(): Promise<void> {
    await this.#write();
    this.held.value = undefined;
    this.#written = '';
  }

  /** Writes the latest place of the magnet at most every 200 ms. Called before each picture. */
  tick(elapsedMs: number): void {
    this.#waitMs -= elapsedMs;
    if (this.held.peek() !== undefined && this.#waitMs <= 0) void this.#write();
  }

  async #write(): Promise<void> {
    const held = this.held.peek();
    if (held === undefined) return;
    const entry = magnetEntry(held === 'away' ? undefined : held);
    const text = JSON.stringify(entry);
    if (text === this.#written) return;
    const isNothing = held === 'away' && this.#written === '' && this.#player.moment.peek()?.field.fieldMt === 0;
    this.#written = text;
    this.#waitMs = WRITE_MS;
    if (!isNothing) await this.#player.act(entry);
  }
}
