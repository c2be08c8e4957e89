/** Id and version of the trace format. */
export const TRACE_SCHEMA = 'rollerloop/trace/2';
