const WRAP_US = 4_294_967_296;

/**
 * Unwraps a device's 32-bit microseconds. The host's clock says which turn it is: right however long the silence was,
 * as long as the two clocks drift apart by less than half a turn (35 minutes) between two reports.
 */
export class DeviceTime {
  #anchorDeviceUs: number | undefined;
  #anchorHostUs = 0;

  /** Microseconds since the device's start, not wrapped; `hostUs` is when the report came. */
  unwrap(deviceUs: number, hostUs: number): number {
    if (this.#anchorDeviceUs === undefined) {
      this.#anchorDeviceUs = deviceUs;
      this.#anchorHostUs = hostUs;
    }
    const expectedUs = this.#anchorDeviceUs + (hostUs - this.#anchorHostUs);
    const unwrappedUs = deviceUs + Math.round((expectedUs - deviceUs) / WRAP_US) * WRAP_US;
    if (hostUs > this.#anchorHostUs) {
      this.#anchorDeviceUs = unwrappedUs;
      this.#anchorHostUs = hostUs;
    }
    return unwrappedUs;
  }

  /** The device has restarted: its microseconds began again. */
  restart(): void {
    this.#anchorDeviceUs = undefined;
  }
}
