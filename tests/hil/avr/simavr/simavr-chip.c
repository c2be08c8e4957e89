/*
 * Runs a program for the ATmega328P under simavr, and applies inputs at given cycles.
 *
 *   simavr-chip HEX MHZ END_CYCLE
 *
 * Standard input, one line an input, in the order of their cycles:
 *   CYCLE pin PORT BIT LEVEL   level at a pin, for example `1000 pin D 2 1`
 *   CYCLE ain INPUT MV         voltage at AIN0 or AIN1
 *   CYCLE adc CHANNEL MV       voltage at a channel of the converter
 *
 * Prints `pin PORT BIT LEVEL CYCLE` for each change of an output of ports B and C, and at the end `ram HEX`, the memory
 * from address 0x100.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <avr_acomp.h>
#include <avr_adc.h>
#include <avr_ioport.h>
#include <avr_uart.h>
#include <sim_avr.h>
#include <sim_hex.h>
#include <sim_io.h>

enum { RAM_START = 0x100, INPUTS_MAX = 4096, POWER_ON = 1, MCUSR = 0x54 };

struct input {
  unsigned long long cycle;
  char kind[4];
  char port;
  unsigned index, value;
};

static avr_t *avr;
static struct input inputs[INPUTS_MAX];
static unsigned input_count, next_input;

static void apply(const struct input *one) {
  avr_irq_t *irq = NULL;
  if (strcmp(one->kind, "pin") == 0) irq = avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(one->port), (int)one->index);
  else if (strcmp(one->kind, "ain") == 0) irq = avr_io_getirq(avr, AVR_IOCTL_ACOMP_GETIRQ, ACOMP_IRQ_AIN0 + (int)one->index);
  else irq = avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0 + (int)one->index);
  avr_raise_irq(irq, one->value);
}

/* One timer for all inputs: simavr has few of them. */
static avr_cycle_count_t on_due(avr_t *of, avr_cycle_count_t when, void *param) {
  (void)of, (void)param;
  while (next_input < input_count && inputs[next_input].cycle <= when) apply(&inputs[next_input++]);
  return next_input < input_count ? inputs[next_input].cycle : 0;
}

static void on_pin(avr_irq_t *irq, uint32_t value, void *param) {
  const uintptr_t which = (uintptr_t)param;
  (void)irq;
  printf("pin %c %u %u %llu\n", (char)(which >> 8), (unsigned)(which & 7), value, (unsigned long long)avr->cycle);
}

static void watch(char port) {
  for (uintptr_t bit = 0; bit < 8; bit++) {
    avr_irq_t *irq = avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), IOPORT_IRQ_PIN0 + (int)bit);
    avr_irq_register_notify(irq, on_pin, (void *)((uintptr_t)port << 8 | bit));
  }
}

static void read_inputs(void) {
  char line[128];
  while (input_count < INPUTS_MAX && fgets(line, sizeof line, stdin) != NULL) {
    struct input *one = &inputs[input_count];
    if (sscanf(line, "%llu pin %c %u %u", &one->cycle, &one->port, &one->index, &one->value) == 4) strcpy(one->kind, "pin");
    else if (sscanf(line, "%llu %3s %u %u", &one->cycle, one->kind, &one->index, &one->value) != 4) exit(2);
    input_count++;
  }
}

/* No sleeping in real time: the cycles jump to the next event. */
static void sleep_quickly(avr_t *of, avr_cycle_count_t cycles) {
  (void)of, (void)cycles;
}

static avr_cycle_count_t on_end(avr_t *of, avr_cycle_count_t when, void *param) {
  (void)of, (void)when, (void)param;
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  ihex_chunk_p chunks = NULL;
  const int chunk_count = read_ihex_chunks(argv[1], &chunks);
  avr = avr_make_mcu_by_name("atmega328p");
  if (chunk_count <= 0 || avr == NULL) return 2;
  avr_init(avr);
  avr->frequency = (uint32_t)atoi(argv[2]) * 1000000u;
  avr->sleep = sleep_quickly;
  avr->vcc = avr->avcc = avr->aref = 5000;
  avr->log = LOG_NONE;
  for (int i = 0; i < chunk_count; i++) memcpy(avr->flash + chunks[i].baseaddr, chunks[i].data, chunks[i].size);
  avr->data[MCUSR] = POWER_ON;
  watch('B');
  watch('C');
  read_inputs();
  const avr_cycle_count_t first = on_due(avr, 0, NULL);
  if (first != 0) avr_cycle_timer_register(avr, first, on_due, NULL);
  const unsigned long long end = strtoull(argv[3], NULL, 10);
  avr_cycle_timer_register(avr, end, on_end, NULL);
  while (avr->cycle < end) {
    const int state = avr_run(avr);
    if (state == cpu_Done || state == cpu_Crashed) return 1;
  }
  printf("ram ");
  for (unsigned at = RAM_START; at <= avr->ramend; at++) printf("%02X", avr->data[at]);
  printf("\n");
  return 0;
}
