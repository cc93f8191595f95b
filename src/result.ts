/** The outcome of anything that can fail in a way the user should hear about. Plain data, so that it crosses the worker's border. */
export type Result<Value, Fault> = { ok: true; value: Value } | { ok: false; fault: Fault };

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });
export const failed = <Fault>(fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault });
