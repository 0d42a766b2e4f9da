// Small things that the browser remembers. Without storage (private windows, full disks) they are forgotten, no more.

const prefix = 'vitrine.';

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export const isKeyOf = (event: StorageEvent, name: string): boolean => event.key === prefix + name;

/** Whether it was kept. */
export function keep(name: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
    return true;
  } catch {
    return false;
  }
}

/** Forgets all whose names begin so. */
export function forgetAll(start: string): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix + start));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // nothing was kept
  }
}
