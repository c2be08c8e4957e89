/*
 * Runs rig.hex under simavr and does what its input says, in board time; prints what the board did, with cycles.
 *
 *   simavr-bench HEX [EEPROM as hex]
 *   send HEX      bytes to the board, behind what is still waiting, as fast as simavr's UART takes them: it counts
 *                 eleven bits to a byte at the 117647 baud of the divisor
 *   run US        lets the time pass
 *   field MV      the voltage at ADC0
 *   stack         prints the deepest stack so far
 *   sleep         prints how often the processor was woken since the last time it was asked
 *
 * The two-wire bus has no device.
 *
 * Prints `tx CYCLE HEX`, `step CYCLE`, `coils CYCLE PATTERN`, `en CYCLE LEVEL`, `dir CYCLE LEVEL`, `brake CYCLE LEVEL`,
 * `servo CYCLE LEVEL`, `ready CYCLE`.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <avr_adc.h>
#include <avr_eeprom.h>
#include <avr_ioport.h>
#include <avr_timer.h>
#include <avr_uart.h>
#include <sim_avr.h>
#include <sim_hex.h>
#include <sim_io.h>

enum { OCR1AL = 0x88, OCR1AH = 0x89, MCUSR = 0x54, POWER_ON = 1 };
enum { FREQUENCY = 16000000, BYTE_CYCLES = 1500, QUEUE_MAX = 65536, PAINT = 0xC5, RAM_START = 0x100, RESTLESS_CALLS = 1000, LINE_MAX_BYTES = 256 };

static avr_t *avr;
static uint8_t queue[QUEUE_MAX];
static unsigned queue_in, queue_out;
static uint8_t line[LINE_MAX_BYTES];
static unsigned line_count;
static uint32_t coils;
static avr_irq_t *uart_in;
static uint64_t wakes;

static void put_hex(const char *what, const uint8_t *bytes, unsigned count) {
  printf("%s %llu ", what, (unsigned long long)avr->cycle);
  for (unsigned i = 0; i < count; i++) printf("%02X", bytes[i]);
  printf("\n");
}

static void on_sent(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq, (void)param;
  if (line_count < LINE_MAX_BYTES) line[line_count++] = (uint8_t)value;
  if (value != '\n') return;
  put_hex("tx", line, line_count);
  line_count = 0;
}

/* simavr lets a compare happen a second time where the timer wraps soon after it; the chip does not. */
static void on_step(avr_irq_t *irq, uint32_t value, void *param) {
  static avr_cycle_count_t last_cycle;
  static int last_compare = -1;
  const int compare = avr->data[OCR1AL] | avr->data[OCR1AH] << 8;
  (void)irq, (void)param;
  if (value != 1 || (compare == last_compare && avr->cycle - last_cycle < FREQUENCY / 10000)) return;
  last_compare = compare;
  last_cycle = avr->cycle;
  printf("step %llu\n", (unsigned long long)avr->cycle);
}

static void on_coil(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  const uint32_t bit = 1u << (uintptr_t)param;
  coils = value ? coils | bit : coils & ~bit;
  printf("coils %llu %X\n", (unsigned long long)avr->cycle, coils);
}

static void on_level(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  printf("%s %llu %u\n", (const char *)param, (unsigned long long)avr->cycle, value);
}

/* simavr tells an edge again when the output's mode is written. */
static void on_servo(avr_irq_t *irq, uint32_t value, void *param) {
  static uint32_t last;
  if (value == last) return;
  last = value;
  on_level(irq, value, param);
}

/* One byte at a time, at the speed of the line. */
static avr_cycle_count_t feed(avr_t *of, avr_cycle_count_t when, void *param) {
  (void)of, (void)param;
  if (queue_out == queue_in) return 0;
  avr_raise_irq(uart_in, queue[queue_out++ % QUEUE_MAX]);
  return when + BYTE_CYCLES;
}

static avr_irq_t *timer_irq(unsigned index) {
  return avr_io_getirq(avr, AVR_IOCTL_TIMER_GETIRQ('1'), TIMER_IRQ_OUT_COMP + index);
}

static void watch_pin(char port, unsigned bit, avr_irq_notify_t notify, void *param) {
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), IOPORT_IRQ_PIN0 + bit), notify, param);
}

static void wire_up(void) {
  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(uint32_t)(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  uart_in = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), on_sent, NULL);
  avr_irq_register_notify(timer_irq(0), on_step, NULL);
  avr_irq_register_notify(timer_irq(1), on_servo, "servo");
  static const char ports[4] = {'D', 'D', 'B', 'B'};
  static const unsigned bits[4] = {6, 7, 0, 3};
  for (uintptr_t i = 0; i < 4; i++) watch_pin(ports[i], bits[i], on_coil, (void *)i);
  watch_pin('D', 5, on_level, "en");
  watch_pin('D', 4, on_level, "dir");
  watch_pin('B', 2, on_level, "brake");
}

static unsigned from_hex(const char *text, uint8_t *bytes, unsigned max) {
  unsigned count = 0, value;
  for (; count < max && sscanf(text, "%2X", &value) == 1; text += 2) bytes[count++] = (uint8_t)value;
  return count;
}

static void send_bytes(const char *text) {
  uint8_t bytes[LINE_MAX_BYTES * 8];
  const unsigned count = from_hex(text, bytes, sizeof bytes);
  const int idle = queue_in == queue_out && !avr_cycle_timer_status(avr, feed, NULL);
  for (unsigned i = 0; i < count; i++) queue[queue_in++ % QUEUE_MAX] = bytes[i];
  if (idle) avr_cycle_timer_register(avr, BYTE_CYCLES, feed, NULL);
}

/* simavr's SPI, unused here, asks for a call at each cycle, which would prevent leaps. */
static void quieten(void) {
  static const void *restless;
  static unsigned calls;
  const avr_cycle_timer_slot_p next = avr->cycle_timers.timer;
  if (next == NULL || next->when > avr->cycle + 2) return;
  calls = next->timer == restless ? calls + 1 : 0;
  restless = next->timer;
  if (calls > RESTLESS_CALLS) avr_cycle_timer_cancel(avr, next->timer, next->param);
}

/* Nothing happens then, but a leap ends there. */
static avr_cycle_count_t arrive(avr_t *of, avr_cycle_count_t when, void *param) {
  (void)of, (void)when, (void)param;
  return 0;
}

static int run_us(uint64_t us) {
  const avr_cycle_count_t until = avr->cycle + us * (FREQUENCY / 1000000);
  avr_cycle_timer_register(avr, until - avr->cycle, arrive, NULL);
  while (avr->cycle < until) {
    const int before = avr->state;
    const int state = avr_run(avr);
    if (before == cpu_Sleeping && state == cpu_Running) wakes++;
    if (before == cpu_Sleeping) quieten();
    if (state == cpu_Done || state == cpu_Crashed) return 0;
  }
  return 1;
}

static void tell_stack(void) {
  const unsigned bottom = RAM_START;
  const unsigned end = avr->ramend, gap = 64;
  unsigned best_start = end, run = 0;
  for (unsigned at = bottom; at <= end; at++) {
    run = avr->data[at] == PAINT ? run + 1 : 0;
    if (run >= gap) best_start = at;
  }
  printf("stack %u\n", end - best_start);
}

/* No sleeping in real time: the cycles jump to the next event. */
static void sleep_quickly(avr_t *of, avr_cycle_count_t cycles) {
  (void)of, (void)cycles;
}

static int obey(char *command) {
  unsigned value = 0;
  char *argument = strchr(command, ' ');
  argument = argument == NULL ? command + strlen(command) : argument + 1;
  sscanf(argument, "%u", &value);
  if (strncmp(command, "send ", 5) == 0) send_bytes(argument);
  else if (strncmp(command, "field ", 6) == 0)
    avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0), value);
  else if (strcmp(command, "stack") == 0) tell_stack();
  else if (strcmp(command, "sleep") == 0) {
    printf("wakes %llu\n", (unsigned long long)wakes);
    wakes = 0;
  } else if (strncmp(command, "run ", 4) == 0) return run_us(value);
  else return 0;
  return 1;
}

int main(int argc, char **argv) {
  static char command[QUEUE_MAX];
  if (argc < 2) return 2;
  ihex_chunk_p chunks = NULL;
  const int chunk_count = read_ihex_chunks(argv[1], &chunks);
  avr = avr_make_mcu_by_name("atmega328p");
  if (chunk_count <= 0 || avr == NULL) return 2;
  avr_init(avr);
  avr->frequency = FREQUENCY;
  avr->sleep = sleep_quickly;
  avr->vcc = avr->avcc = avr->aref = 5000;
  for (int i = 0; i < chunk_count; i++) memcpy(avr->flash + chunks[i].baseaddr, chunks[i].data, chunks[i].size);
  memset(avr->data + RAM_START, PAINT, avr->ramend - RAM_START + 1);
  if (argc > 2) {
    uint8_t image[1024];
    avr_eeprom_desc_t kept = {.ee = image, .offset = 0, .size = from_hex(argv[2], image, sizeof image)};
    avr_ioctl(avr, AVR_IOCTL_EEPROM_SET, &kept);
  }
  avr->data[MCUSR] = POWER_ON;
  wire_up();
  while (fgets(command, sizeof command, stdin) != NULL) {
    command[strcspn(command, "\n")] = 0;
    if (!obey(command)) printf("failed %s\n", command);
    printf("ready %llu\n", (unsigned long long)avr->cycle);
    fflush(stdout);
  }
  return 0;
}
