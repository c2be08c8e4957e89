// Pin map of the Uno and the Nano (ATmega328P) for sketch, tests and emulated board. Change it only in this file.

#ifndef ROLLERLOOP_PINS_H
#define ROLLERLOOP_PINS_H

//      name             port  bit     board  what
// STEP                  B     1       D9     OC1A: timer 1 makes the rising edge by itself
// BRAKE                 B     2       D10    OC1B: servo pulses, or a level for an electromagnet
// DIR                   D     4       D4     high: the counter grows (the option `reverse` swaps it)
// EN                    D     5       D5     active low; 10 k pull-up to 5 V, so that a board in reset drives nothing
// COIL 1..4             D     6, 7    D6 D7  ULN2003 IN1, IN2, active high
//                       B     0, 3    D8 D11 ULN2003 IN3, IN4
// PIEZO                 D     3       D3     OC2B: square wave by timer 2
// INDEX                 D     2       D2     INT0: Hall switch, open collector, own pull-up
// FIELD                 C     0       A0     ADC0: linear Hall sensor
// SDA, SCL              C     4, 5    A4 A5  AS5600, own pull-ups besides those of its board
// RX, TX                D     0, 1    D0 D1  UART to the USB adapter
#define RIG_STEP_BIT 1
#define RIG_BRAKE_BIT 2
#define RIG_DIR_BIT 4
#define RIG_EN_BIT 5
#define RIG_COIL1_BIT 6
#define RIG_COIL2_BIT 7
#define RIG_COIL3_BIT 0
#define RIG_COIL4_BIT 3
#define RIG_PIEZO_BIT 3
#define RIG_INDEX_BIT 2
#define RIG_FIELD_ADC_CHANNEL 0

// The four-wire drive makes full steps with two coils on: phase 0 is IN1+IN2, 1 IN2+IN3, 2 IN3+IN4, 3 IN4+IN1. The
// phase increases by one with each step that increases the counter.

#define RIG_AS5600_ADDRESS 0x36

#endif
