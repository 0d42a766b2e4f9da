// Small values in localStorage. Without storage (private windows, full disks) nothing is stored, and nothing fails.

const prefix = 'vitrine.';

export function readItem(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether a `storage` event of another tab is about the item of that name. */
export const isChangeOf = (event: StorageEvent, name: string): boolean => event.key === prefix + name;

/** Stores the value, or removes the item if the value is undefined. Returns false if the storage refuses. */
export function writeItem(name: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
    return true;
  } catch {
    return false;
  }
}

/** Removes all items whose names begin with `start`. */
export function removeItems(start: string): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix + start));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // without storage there are no items
  }
}
