/** Exit status of a command line, which the action of its command sets. */
export interface Outcome {
  status: number;
}
