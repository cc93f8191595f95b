export function assemble(name: string): Promise<Uint8Array>;
